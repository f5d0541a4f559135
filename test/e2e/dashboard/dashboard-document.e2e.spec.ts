import { request } from '../../support/raw-http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const open = (path: string, headers: Record<string, string> = {}) => request(apiUrl + path, { headers });

async function assets(): Promise<string[]> {
  const { text } = await open('/app');
  return [...text.matchAll(/(?:src|href)="(\/app\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
}

describe('the document of the dashboard', () => {
  it.each(['/app', '/app/', '/app/bookings', '/app/bookings/some/where?status=pending&status=x'])(
    'is what %s answers, whoever asks',
    async (path) => {
      const { status, headers, text } = await open(path);
      expect([status, headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(text).toContain('<div id="root">');
    },
  );

  it('has a nonce of its own in each answer, in its policy and in all that it loads', async () => {
    const [one, other] = [await open('/app'), await open('/app')];
    const nonceOf = ({ headers }: typeof one) =>
      /script-src 'nonce-([\w+/=]{24})' 'strict-dynamic'/.exec(headers.get('Content-Security-Policy') ?? '')?.[1] ?? '';
    expect(nonceOf(one)).not.toBe(nonceOf(other));
    const [meta, ...loading] = [...one.text.matchAll(/nonce="([^"]*)"/g)].map(([, nonce]) => nonce);
    expect([meta, ...loading]).toEqual(Array(3).fill(nonceOf(one)));
    expect(one.headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; .*style-src 'self' 'nonce-.*frame-ancestors 'none'$/,
    );
    expect(one.headers.get('Content-Security-Policy')).not.toContain('unsafe');
    expect(one.headers.get('Cache-Control')).toBe('no-store');
  });

  it('loads files that browsers keep for good, compressed when they were built', async () => {
    const paths = await assets();
    expect(paths).toHaveLength(2);
    for (const path of paths) {
      const { status, headers } = await open(path, { 'Accept-Encoding': 'br' });
      expect([status, headers.get('Content-Encoding')]).toEqual([200, 'br']);
      expect(headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
      // As a browser asks at a reload; `fetch` would ask for a new copy.
      const known = { 'If-None-Match': headers.get('ETag') ?? '', 'Cache-Control': 'max-age=0' };
      expect((await open(path, { 'Accept-Encoding': 'br', ...known })).status).toBe(304);
    }
  });

  it('is not what a file answers that is not there', async () => {
    const { status, json } = await open('/app/assets/nothing.js');
    expect([status, json.code]).toEqual([404, 'not_found']);
  });

  it('has a frame beside it that runs and loads nothing, for pages of its own only', async () => {
    const { status, headers, text } = await open('/app/frame');
    expect([status, headers.get('X-Frame-Options')]).toEqual([200, 'SAMEORIGIN']);
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin",
    );
    expect(text).toMatch(/<body><\/body>/);
  });
});
