import { TestBrowser } from '../support/browser.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { expectSound } from './visitor.js';

const { apiUrl } = sharedSystem();
let browser: TestBrowser;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
});

afterEach(() => browser.closePages());

afterAll(() => browser.close());

const linksIn = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);

it('leads from the address of an installation to Swagger UI, the document and every guide, and each link to a place', async () => {
  const pages = new Map<string, string>();
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const answer = await fetch(`${apiUrl}${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    const html = await answer.text();
    pages.set(path, html);
    if (path !== '/' && !path.startsWith('/docs/guides/')) continue;
    const links = linksIn(html).filter((href) => href.startsWith('/'));
    waiting.push(...links.map((href) => href.replace(/#.*/, '')).filter((href) => !pages.has(href)));
  }
  expect([...pages.keys()]).toEqual(
    expect.arrayContaining([
      '/app',
      '/docs',
      '/docs/reference',
      '/openapi.json',
      '/docs/errors',
      '/docs/guides/api-keys',
      '/docs/guides/scheduling',
    ]),
  );
  const targets = [...pages].flatMap(([path, html]) =>
    path.startsWith('/docs/guides/') ? linksIn(html).map((href) => (href.startsWith('#') ? path + href : href)) : [],
  );
  for (const [path, anchor] of targets.filter((href) => /^\/.*#/.test(href)).map((href) => href.split('#')))
    expect(pages.get(path ?? '')).toContain(`id="${anchor}"`);
});

it.each([360, 1440])('reads well at %d pixels', async (width) => {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  // Newsletters add to links.
  await page.goto(`${apiUrl}/?utm_source=mail`);
  await page.getByRole('heading', { name: 'Lyceum' }).waitFor();
  await page.getByText(/booking pages, .*live coding sessions, .*courses/).waitFor();
  await expectSound(page);
  await page.getByRole('link', { name: 'Scheduling' }).click();
  await page.getByRole('heading', { name: 'Bookables' }).waitFor();
  await expectSound(page);
});

it('shows errors as guides are shown, where every problem leads', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 }, colorScheme: 'dark' });
  await page.goto(`${apiUrl}/docs/errors#slot_taken`);
  await page.getByRole('heading', { name: 'slot_taken 409' }).waitFor();
  expect(await page.getByText('`').count()).toBe(0);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(19, 19, 22)');
  await expectSound(page);
});

it('knows no other guides', async () => {
  for (const name of ['nothing', 'ARCHITECTURE', '..%2FREADME', 'errors'])
    expect((await fetch(`${apiUrl}/docs/guides/${name}`)).status).toBe(404);
});
