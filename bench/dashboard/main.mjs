import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findOrInstallChromium } from '../../test/support/chromium.mjs';
import { accessTokenOf, startDemo } from '../../tools/start-demo.mjs';
import { circumstances, printCircumstances } from '../circumstances.mjs';
import { table } from '../table.mjs';

/*
 * `npm run bench:dashboard`: how long the dashboard takes to draw many bookings, and whether it answers meanwhile, by the
 * browser's own measures (docs/performance.md).
 */

const BOOKINGS = 1000;
const FIRST_DAY = Date.UTC(2031, 2, 1);
const DAY_MS = 86_400_000;
const A_DAY = 33;
const AT_ONCE = 8;
/** The most that a list of the API has on a page. */
const HIGHEST_PAGE = '100';
const ROUNDS = 3;
const WIDE = { width: 1440, height: 900 };

/** @typedef {{ drawn: number, longest: number, long: number, frame: number }} Figures all in milliseconds, `long` a count */

/**
 * Bookings of half an hour or less, 33 on each day of a month.
 * @param {string} url
 * @param {string} token
 */
async function makeBookings(url, token) {
  let made = 0;
  const make = async () => {
    while (made < BOOKINGS) {
      const n = made++;
      const start = FIRST_DAY + Math.floor(n / A_DAY) * DAY_MS + (n % A_DAY) * 30 * 60_000 + 6 * 3_600_000;
      const span = { start: new Date(start).toISOString(), end: new Date(start + 25 * 60_000).toISOString() };
      const answer = await fetch(`${url}/api/v1/bookings`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        body: JSON.stringify({ title: `Lesson ${n}`, ...span }),
      });
      if (answer.status !== 201)
        throw new Error(`A booking was answered with ${answer.status}: ${await answer.text()}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, make));
}

/** Runs in the page: notes long tasks and the longest time between frames from now on. */
const WATCH = `
  const seen = { longest: 0, long: 0, frame: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.long += 1;
      seen.longest = Math.max(seen.longest, duration);
    }
  }).observe({ type: 'longtask' });
  let last = performance.now();
  const next = (now) => {
    seen.frame = Math.max(seen.frame, now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  window.seen = seen;
`;

/**
 * What is done in a page, with what the browser saw meanwhile.
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<unknown>} deed
 * @returns {Promise<Figures>}
 */
async function measured(page, deed) {
  await page.evaluate('Object.assign(window.seen, { longest: 0, long: 0, frame: 0 })');
  const begun = performance.now();
  await deed();
  const drawn = performance.now() - begun;
  // The browser tells of long tasks after them.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  const seen = /** @type {Omit<Figures, 'drawn'>} */ (await page.evaluate('window.seen'));
  return { drawn, ...seen };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} path within the dashboard, gone to without loading the document again
 * @param {() => Promise<unknown>} shown
 */
async function goTo(page, path, shown) {
  return measured(page, async () => {
    await page.evaluate(`history.pushState({}, '', '/app${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
    await shown();
  });
}

/** @param {import('playwright-core').Page} page */
async function scroll(page) {
  await page.mouse.move(WIDE.width / 2, WIDE.height / 2);
  for (let n = 0; n < 40; n += 1) {
    await page.mouse.wheel(0, 250);
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
}

/** @param {import('playwright-core').Page} page */
async function measureAll(page) {
  /** @type {Record<string, Figures[]>} */
  const rounds = {
    'list of 100': [],
    'scrolling it': [],
    'typing in its search': [],
    month: [],
    'scrolling the month': [],
  };
  const rows = (/** @type {number} */ count) => page.locator(`main tbody tr:nth-of-type(${count})`).waitFor();
  const range = 'from=2031-03-01&to=2031-03-31&sort=start';
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds['list of 100']?.push(await goTo(page, `/bookings?${range}`, () => rows(100)));
    rounds['scrolling it']?.push(await measured(page, () => scroll(page)));
    const search = page.locator('main input[type=search]').first();
    await search.click();
    rounds['typing in its search']?.push(
      await measured(page, async () => {
        await page.keyboard.type('Lesson 99', { delay: 30 });
        await page.waitForURL(/q=Lesson/);
        await page.locator('main tbody tr:nth-of-type(12)').waitFor({ state: 'detached' });
      }),
    );
    const drawn = (/** @type {number} */ count) => () =>
      page
        .locator('main a[href*="/app/bookings/"]')
        .nth(count - 1)
        .waitFor();
    rounds['month']?.push(await goTo(page, '/calendar?view=month&date=2031-03-10', drawn(100)));
    rounds['scrolling the month']?.push(await measured(page, () => scroll(page)));
  }
  return rounds;
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {import('../../tools/start-demo.mjs').DemoAccount} account
 */
async function signedIn(browser, url, { email, password }) {
  const page = await browser.newPage({ viewport: WIDE, timezoneId: 'UTC', locale: 'en-GB' });
  await page.addInitScript({ content: WATCH });
  await page.route('**/api/v1/bookings?*', (route) => {
    const asked = new URL(route.request().url());
    asked.searchParams.set('limit', HIGHEST_PAGE);
    return route.continue({ url: asked.href });
  });
  await page.goto(`${url}/app/profile`);
  await page.locator('input[name=identifier]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('main h2').first().waitFor();
  return page;
}

/** @param {readonly number[]} values */
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** @param {Record<string, Figures[]>} rounds */
function print(rounds) {
  const rows = Object.entries(rounds).map(([what, figures]) => [
    what,
    `${Math.round(median(figures.map(({ drawn }) => drawn)))} ms`,
    String(median(figures.map(({ long }) => long))),
    `${Math.round(Math.max(...figures.map(({ longest }) => longest)))} ms`,
    `${Math.round(median(figures.map(({ frame }) => frame)))} ms`,
  ]);
  console.log(table(['what', 'time', 'long tasks', 'longest of all rounds', 'longest frame'], rows));
}

printCircumstances(circumstances(process.execPath));
const data = await mkdtemp(join(tmpdir(), 'lyceum-dashboard-'));
const { child, url } = await startDemo(data, { RATE_LIMIT_ENABLED: 'false' });
try {
  /** @type {import('../../tools/start-demo.mjs').DemoAccount[]} */
  const accounts = JSON.parse(await readFile(join(data, 'demo.json'), 'utf8'));
  const host = accounts.find(({ email }) => email.startsWith('ada@'));
  if (!host) throw new Error('The demo has other accounts.');
  await makeBookings(url, await accessTokenOf(url, host));
  const browser = await chromium.launch({
    executablePath: await findOrInstallChromium(console.log),
    args: ['--no-sandbox'],
  });
  try {
    print(await measureAll(await signedIn(browser, url, host)));
  } finally {
    await browser.close();
  }
} finally {
  child.kill('SIGINT');
  await once(child, 'exit');
  await rm(data, { recursive: true, force: true });
}
