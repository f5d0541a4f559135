import { join } from 'node:path';
import type * as Sdk from '@lyceum/sdk';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { slot } from '../../test/factories/booking.js';
import { newEmail } from '../../test/factories/person.js';
import { TestBrowser } from '../../test/support/browser.js';
import { eventually } from '../../test/support/eventually.js';
import { sharedSystem } from '../../test/support/shared-system.mjs';
import { Gateway } from './gateway.js';

/** In a page: the package, as a script of a site of one's own would load it. */
declare const sdk: typeof Sdk;

const { apiUrl } = sharedSystem();

let browser: TestBrowser;
let gateway: Gateway;
let script: string;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '@lyceum/sdk';`, resolveDir: join(import.meta.dirname, '..') },
    ...{ bundle: true, write: false, format: 'iife', globalName: 'sdk', platform: 'browser', target: 'es2022' },
  });
  script = outputFiles[0]!.text;
  browser = await TestBrowser.launch(apiUrl);
});
afterAll(() => browser.close());
beforeEach(async () => {
  gateway = await Gateway.open(apiUrl);
});
afterEach(async () => {
  await browser.closePages();
  await gateway.close();
});

async function withSdk(page: Page): Promise<Page> {
  await page.goto(gateway.url);
  await page.addScriptTag({ content: script });
  return page;
}

describe('the SDK in a browser', () => {
  it('signs up, books, and knows a taken time', async () => {
    const page = await withSdk(await browser.newPage({ bypassCSP: true, expectedTrouble: /409/ }));
    const known = await page.evaluate(
      async ({ email, times }) => {
        const lyceum = new sdk.Lyceum({ baseUrl: location.origin });
        await lyceum.auth.register({ name: 'Ada', email, password: 'Ada likes 42 long passwords' });
        const lesson = { title: 'Algebra', ...times };
        const { status } = await lyceum.bookings.create(lesson);
        const error = await lyceum.bookings.create(lesson).then(
          () => null,
          (reason: unknown) => reason,
        );
        return { status, isTaken: error instanceof sdk.SlotTaken };
      },
      { email: newEmail(), times: slot(1) },
    );
    expect(known).toEqual({ status: 'confirmed', isTaken: true });
  });

  it('renews tokens once for all tabs that share them', async () => {
    const first = await withSdk(await browser.newPage({ bypassCSP: true }));
    // Opened by the other one, it shares its process: between processes a browser tells of what is stored a little later.
    const [popup] = await Promise.all([first.waitForEvent('popup'), first.evaluate(() => void window.open('/'))]);
    const second = await withSdk(popup);
    const signUp = async (email: string) => {
      const tokenStore: Sdk.TokenStore = {
        get: () => JSON.parse(localStorage.getItem('tokens') ?? 'null') as Sdk.Tokens | null,
        set: (tokens) => localStorage.setItem('tokens', JSON.stringify(tokens)),
      };
      Object.assign(globalThis, { lyceum: new sdk.Lyceum({ baseUrl: location.origin, tokenStore }) });
      if (email === '') return;
      await lyceum.auth.register({ name: 'Ada', email, password: 'Ada likes 42 long passwords' });
      const tokens = JSON.parse(localStorage.getItem('tokens') ?? 'null') as Sdk.Tokens;
      localStorage.setItem('tokens', JSON.stringify({ ...tokens, expiresAt: 0 }));
    };
    await first.evaluate(signUp, newEmail());
    await second.evaluate(signUp, '');
    const waiting = () => first.evaluate(async () => (await navigator.locks.query()).pending?.length ?? 0);
    // No tab gets new tokens before the other one has asked for them as well.
    gateway.before = async ({ path }) => {
      if (path.endsWith('/refresh')) await eventually(waiting, (count) => count === 1);
    };
    const names = await Promise.all(
      [first, second].map((page) => page.evaluate(async () => (await lyceum.users.getMe()).name)),
    );
    expect(names).toEqual(['Ada', 'Ada']);
    expect(gateway.seen.filter(({ path }) => path.endsWith('/refresh'))).toHaveLength(1);
  });
});

/** In a page: the client of the tab. */
declare const lyceum: Sdk.Lyceum;
