import { violations, WCAG } from '../support/axe.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { expectSoon } from './expect-soon.js';

const { apiUrl } = sharedSystem();
const REFERENCE = `${apiUrl}/docs/reference`;
const OPERATION = 'Books a time of the caller, or a slot of an event type.';
const WIDE = { viewport: { width: 1440, height: 900 } };

/** What Redoc does wrong, and no style of ours puts right. */
const KNOWN = ['label-content-name-mismatch', 'scrollable-region-focusable', 'target-size'];

let browser: TestBrowser;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
});

// The console tells of what breaks the content security policy; what is asked of a foreign host is trouble as well.
afterEach(() => browser.closePages());

afterAll(() => browser.close());

it.each([360, 1440])('opens at the operation that a link names, and fits in %d pixels', async (width) => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(`${REFERENCE}#/bookings/bookings.create`);
  const heading = page.getByRole('heading', { name: OPERATION });
  await heading.waitFor();
  await page.getByText('bookings:write').waitFor();
  // It scrolls there when it has shown what stands above.
  await eventually(
    () => heading.boundingBox(),
    (box) => box !== null && box.y < 400,
  );
  await expectSoon(() => page.evaluate('document.documentElement.scrollWidth')).toBe(width);
});

it('finds an operation by a word, goes to it, and has an address for it', async () => {
  const page = await browser.newPage(WIDE);
  await page.goto(REFERENCE);
  await page.getByText('Search').click();
  await page.getByPlaceholder('Search docs').fill('reassign');
  const name = 'Gives the booking to another host of its event type';
  await page.getByText(name).click();
  await page.getByRole('heading', { name }).waitFor();
  await expectSoon(() => page.url()).toContain(`${REFERENCE}#/bookings/bookings.reassign`);
});

it('asks for one script and the document, compressed, and for nothing elsewhere', async () => {
  const page = await browser.newPage(WIDE);
  const asked = new Map<string, string | undefined>();
  page.on('response', (response) => {
    const { protocol, pathname } = new URL(response.url());
    if (protocol === 'http:') asked.set(pathname, response.headers()['content-encoding']);
  });
  await page.goto(REFERENCE);
  await page.getByRole('heading', { name: 'Get a token' }).waitFor();
  // What the logo of Redocly became, which was the one foreign thing.
  await page.getByAltText('redocly logo').waitFor();
  asked.delete('/docs/reference');
  expect(Object.fromEntries(asked)).toEqual({ '/docs/reference/redoc.js': 'br', '/openapi.json': 'br' });
});

it('breaks no more rules of accessibility than Redoc does, and leads to the guides', async () => {
  const page = await browser.newPage(WIDE);
  for (const [place, name] of [
    ['', 'Get a token'],
    ['#/bookings/bookings.create', OPERATION],
  ] as const) {
    await page.goto(`${REFERENCE}${place}`);
    await page.getByRole('heading', { name }).waitFor();
    const broken = new Set((await violations(page, WCAG)).map((line) => line.replace(/:.*/s, '')));
    expect([...broken].filter((rule) => !KNOWN.includes(rule))).toEqual([]);
  }
  await page.getByRole('link', { name: 'Scheduling' }).click();
  await page.getByRole('heading', { name: 'Bookables' }).waitFor();
});
