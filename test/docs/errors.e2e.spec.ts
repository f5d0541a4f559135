import { readFileSync } from 'node:fs';
import { sharedSystem } from '../support/shared-system.mjs';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const { apiUrl } = sharedSystem();

describe('the catalogue of errors', () => {
  it('is the same in docs/errors.md and on the page of the running API', async () => {
    const html = await (await fetch(`${apiUrl}/docs/errors`)).text();
    const served = [...html.matchAll(/<section id="(\w+)">.*?<small>(\d+)<\/small>/g)].map(
      ([, code, status]) => `${code} ${status}`,
    );
    const written = [...page.matchAll(/^\| <a id="(\w+)"><\/a>`\1` \| (\d+) \|/gm)].map(
      ([, code, status]) => `${code} ${status}`,
    );
    expect(served.length).toBeGreaterThan(20);
    expect(written.sort()).toEqual(served.sort());
  });
});
