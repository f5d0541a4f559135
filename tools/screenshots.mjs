import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findOrInstallChromium } from '../test/support/chromium.mjs';
import { accessTokenOf, startDemo } from './start-demo.mjs';

/*
 * `npm run screenshots`: starts the demo with data of its own, signs in, and writes the pictures of the README.
 */

/** @typedef {import('./start-demo.mjs').DemoAccount} DemoAccount */

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'docs', 'screenshots');
const WIDE = { width: 1440, height: 900 };
const TELEPHONE = { width: 360, height: 740 };
/** Readers of the README load all of them. */
const MOST_BYTES = 600_000;

/**
 * What there is to show: the page on which the account is booked, the month of a booking of it, and a room.
 * @param {string} url
 * @param {DemoAccount} account
 */
async function placesOf(url, account) {
  const accessToken = await accessTokenOf(url, account);
  /** @param {string} list */
  const listed = async (list) => {
    const answer = await fetch(`${url}/api/v1/${list}`, { headers: { Authorization: `Bearer ${accessToken}` } });
    return /** @type {{ data: Array<Record<string, string | boolean>> }} */ (await answer.json()).data;
  };
  const offered = (await listed('event-types')).find(({ isPublic, isActive }) => isPublic && isActive);
  const [booking] = await listed('bookings?sort=-start&status=confirmed');
  const day = String(booking?.['start']).slice(0, 10);
  const [room] = await listed('sessions');
  return {
    room: `/rooms/${String(room?.['id'])}`,
    book: `/book/${String(offered?.['slug'])}`,
    month: `/app/calendar?view=month&date=${day}`,
  };
}

/**
 * @param {string} url
 * @param {DemoAccount[]} accounts
 */
async function takeAll(url, accounts) {
  const host = accounts.find(({ email }) => email.startsWith('ada@'));
  const admin = accounts.find(({ role }) => role === 'admin');
  if (!host || !admin) throw new Error('The demo has other accounts.');
  const browser = await chromium.launch({
    executablePath: await findOrInstallChromium(console.log),
    args: ['--no-sandbox'],
  });
  try {
    const { book, month, room } = await placesOf(url, host);
    await take(browser, url, { name: 'calendar', path: month, size: WIDE, account: host });
    await take(browser, url, { name: 'bookings-telephone', path: '/app/bookings', size: TELEPHONE, account: host });
    await take(browser, url, { name: 'booking-page', path: book, size: WIDE });
    await take(browser, url, { name: 'booking-page-telephone', path: book, size: TELEPHONE });
    await take(browser, url, { name: 'room', path: room, size: WIDE, account: host });
    await take(browser, url, { name: 'administration', path: '/app/admin', size: WIDE, account: admin });
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {{ name: string, path: string, size: { width: number, height: number }, account?: DemoAccount }} picture
 */
async function take(browser, url, { name, path, size, account }) {
  const context = await browser.newContext({
    viewport: size,
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(url + path);
  if (account) {
    await page.locator('input[name=identifier]').fill(account.email);
    await page.locator('input[name=password]').fill(account.password);
    await page.keyboard.press('Enter');
    await page.locator('h1:focus, .cm-line').first().waitFor();
  }
  // What is read shows where it loads, and is shown once that is gone.
  await page.locator('main').waitFor();
  await page
    .locator('[data-day]:not([aria-disabled]), a[href*="/app/bookings/"], main table, main dl, .cm-line')
    .first()
    .waitFor();
  await page.locator('[role=status][aria-label=Loading]').first().waitFor({ state: 'detached' });
  if (!account) await chooseDay(page);
  // The focus is among the times, which on wide screens stand beside the head of the page.
  if (size === WIDE) await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
}

/**
 * Goes to the first day of the next month on which something is free, whose times then show.
 * @param {import('playwright-core').Page} page
 */
async function chooseDay(page) {
  await page.getByRole('button', { name: 'Next month' }).click();
  await page.locator('[data-day]:not([aria-disabled])').first().click();
  await page.getByRole('region').getByRole('list').getByRole('button').first().waitFor();
}

const data = await mkdtemp(join(tmpdir(), 'lyceum-screenshots-'));
const { child, url } = await startDemo(data);
try {
  await mkdir(FOLDER, { recursive: true });
  await takeAll(url, JSON.parse(await readFile(join(data, 'demo.json'), 'utf8')));
} finally {
  child.kill('SIGINT');
  await once(child, 'exit');
  await rm(data, { recursive: true, force: true });
}
const names = ['calendar', 'bookings-telephone', 'booking-page', 'booking-page-telephone', 'room', 'administration'];
const sizes = await Promise.all(names.map(async (name) => (await stat(join(FOLDER, `${name}.png`))).size));
const sum = sizes.reduce((all, size) => all + size, 0);
if (sum > MOST_BYTES) throw new Error(`The pictures have ${sum} bytes, and ${MOST_BYTES} are the most.`);
console.log(`${names.length} pictures, ${sum} bytes.`);
