import { createEventType } from '../factories/event-type.js';
import { type Person, signUp } from '../factories/person.js';
import { violations } from '../support/axe.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { expectSoon } from './expect-soon.js';

const { apiUrl } = sharedSystem();
let browser: TestBrowser;
let host: Person;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
  host = await signUp(new ApiClient(apiUrl));
});

afterEach(() => browser.closePages());

afterAll(() => browser.close());

function open(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(new URL(path, apiUrl), { headers });
}

const languageOf = async (response: Response) => /<html lang="(\w+)">/.exec(await response.text())?.[1];

describe('a page to book', () => {
  it('says what it is about, and shows the times without JavaScript, too', async () => {
    const { slug } = await createEventType(host, {
      isPublic: true,
      title: 'Algebra & <b>',
      description: 'Bring\npaper.',
    });
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${apiUrl}/book/${slug}`);
    await page.getByRole('link', { name: 'Next month' }).waitFor();
    await expectSoon(() => page.getByRole('heading', { level: 1 }).innerText()).toBe('Algebra & <b>');
    await expectSoon(() => page.getByRole('main').innerText()).toMatch(/Bring\npaper\.[^]*Next month/);
  });

  it('speaks the language that its address, or else the browser, asks for', async () => {
    const { slug } = await createEventType(host, { isPublic: true });
    const french = { 'Accept-Language': 'de, fr-CA;q=0.8, en;q=0.7' };
    expect(await languageOf(await open(`/book/${slug}`))).toBe('en');
    expect(await languageOf(await open(`/book/${slug}`, french))).toBe('fr');
    expect(await languageOf(await open(`/book/${slug}?lang=en`, french))).toBe('en');
    const { headers } = await open(`/book/${slug}`, french);
    expect(headers.get('Vary')).toContain('Accept-Language');

    const page = await browser.newPage({ javaScriptEnabled: false, locale: 'fr-FR' });
    await page.goto(`${apiUrl}/book/${slug}?utm_source=newsletter`);
    await page.getByRole('link', { name: 'English' }).click();
    await expectSoon(() => page.locator('html').getAttribute('lang')).toBe('en');
  });

  it.each(['light', 'dark'] as const)(
    'says kindly that there is none, whatever the reason is (%s)',
    async (colorScheme) => {
      const secret = await createEventType(host, { isPublic: false });
      const paused = await createEventType(host, { isPublic: true, isActive: false });
      const page = await browser.newPage({ colorScheme, expectedTrouble: /404/ });
      for (const slug of [secret.slug, paused.slug, 'no-such-slug', 'No Slug!']) {
        const response = await page.goto(`${apiUrl}/book/${slug}`);
        expect([slug, response?.status()]).toEqual([slug, 404]);
        await page.getByRole('heading', { name: 'Nothing can be booked here' }).waitFor();
      }
      expect(await violations(page)).toEqual([]);
    },
  );

  it('is found under its address in capitals, too, and runs no script of others', async () => {
    const { slug } = await createEventType(host, { isPublic: true });
    const response = await open(`/book/${slug.toUpperCase()}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
    const document = await response.text();
    expect(document).toContain('<meta property="og:title" content="Mentoring">');
    expect(document).toMatch(new RegExp(`<link rel="canonical" href="http[^"]+/book/${slug}">`));
    expect(document).not.toMatch(/<script(?! type="module" src="\/book\/assets\/book\.js"><\/script>)|<style| style=/);
  });
});

it('is shown in frames by the sites of the setting, and pages behind links by nobody', async () => {
  const { slug } = await createEventType(host, { isPublic: true });
  for (const path of [`/book/${slug}`, `/book/${slug}/plain`]) {
    const { headers } = await open(path);
    expect(headers.get('Content-Security-Policy')).toContain('frame-ancestors http://localhost:9;');
    expect(headers.get('X-Frame-Options')).toBeNull();
  }
  for (const path of ['/manage/secret', '/hosted/secret', '/', '/api/v1/slots']) {
    const { headers } = await open(path);
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('X-Frame-Options')).toBe('DENY');
  }
});

describe('the files of a page', () => {
  it('are served as they are, and not again when they have not changed', async () => {
    const script = await open('/book/assets/book.js');
    expect([script.status, script.headers.get('Content-Type')]).toEqual([200, 'application/javascript; charset=utf-8']);
    expect(script.headers.get('Cache-Control')).toBe('public, max-age=0');
    // As a browser asks at the next visit; `fetch` would ask for a fresh copy.
    const headers = { 'If-None-Match': script.headers.get('ETag') ?? '', 'Cache-Control': 'max-age=0' };
    expect((await open('/book/assets/book.js', headers)).status).toBe(304);
    expect((await open('/book/assets/page.css')).headers.get('Content-Type')).toBe('text/css; charset=utf-8');
    expect((await open('/book/assets/icon.svg')).headers.get('Content-Type')).toBe('image/svg+xml');
  });

  it('are no way to others', async () => {
    for (const path of ['', '../page-document.js', '..%2fpage-document.js', 'dates.spec.js', 'nothing.js']) {
      const response = await open(`/book/assets/${path}`);
      expect([path, response.status]).toEqual([path, 404]);
    }
  });
});
