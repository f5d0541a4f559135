import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { bookSlot, openType } from '../factories/slot.js';
import { type PageOptions, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { bookingsOf, chooseDay, expectSound, focusedText, introduce, nextMonth, tabTo, times } from './visitor.js';
import { expectSoon } from './expect-soon.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const TELEPHONE: PageOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const EVERY_DAY = { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' })) };
const DAY = nextMonth(15);
let browser: TestBrowser;
let host: Person;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
});

beforeEach(async () => {
  host = await signUp(api, 'Ada Lovelace');
});

afterEach(() => browser.closePages());

afterAll(async () => {
  await browser.close();
  await db.end();
});

const questions = [
  { key: 'goal', label: 'What would you like to learn?', type: 'long_text', required: true },
  { key: 'phone', label: 'Telephone', type: 'phone', required: false },
  { key: 'level', label: 'Level', type: 'choice', required: true, options: ['Beginner', 'Advanced'] },
  { key: 'topics', label: 'Topics', type: 'choices', required: false, options: ['Algebra', 'Geometry'] },
  { key: 'first', label: 'It is my first lesson', type: 'boolean', required: false },
  { key: 'hours', label: 'Hours a week', type: 'number', required: false },
];

async function openPage(slug: string, query = '', options: PageOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(`${apiUrl}/book/${slug}${query}`);
  return page;
}

async function holdsOf(eventTypeId: string): Promise<{ isExtended: boolean }[]> {
  const { rows } = await db.query(
    'SELECT is_extended AS "isExtended" FROM holds WHERE event_type_id = $1 AND expires_at > now()',
    [eventTypeId],
  );
  return rows;
}

describe('on a telephone', () => {
  it('books in English, in the zone that the visitor chooses', async () => {
    const type = await openType(
      host,
      { durations: [30, 60], location: 'https://calls.example/ada', questions },
      EVERY_DAY,
    );
    const page = await openPage(type.slug, '', {
      ...TELEPHONE,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      // The telephone number.
      expectedTrouble: /400/,
    });
    await expectSoon(() => page.getByLabel('Your time zone').inputValue()).toBe('Europe/London');
    await expectSoon(() => page.getByRole('main').innerText()).toContain('Video call; the link comes with the booking');
    await page.getByRole('radio', { name: '60 minutes' }).check();
    await page.getByLabel('Find a zone').fill('tokyo');
    await page.getByText('1 zone found').waitFor();
    // With its distance from UTC and the time that it is there.
    await expectSoon(() => page.locator('#time-zone option').allTextContents()).toEqual([
      expect.stringMatching(/^Asia\/Tokyo \(UTC\+0?9(:00)?, \d{1,2}:\d{2}/),
    ]);
    await expectSound(page);
    await page.getByLabel('Find a zone').press('Enter');
    await expectSoon(() => page.getByLabel('Your time zone').inputValue()).toBe('Asia/Tokyo');
    await page.getByText('How times and weeks are shown').click();
    await page.getByLabel('12 hours').check();
    await chooseDay(page, DAY);
    await expectSoon(() => times(page).first().innerText()).toMatch(/^6:00\spm/);
    await page.getByLabel('24 hours').check();
    await page.getByLabel('The week begins on').selectOption('Sunday');
    await expectSoon(() => page.getByRole('columnheader').first().innerText()).toBe('Sun');
    await chooseDay(page, DAY);
    await expectSoon(() => times(page).allTextContents()).toEqual([
      '18:00 until 19:00',
      '19:00 until 20:00',
      '20:00 until 21:00',
    ]);
    await expectSound(page);

    await times(page).first().click();
    await page.getByText('This time is kept for you until').waitFor();
    await page.getByRole('button', { name: 'Book this time' }).click();
    await page.getByRole('alert').waitFor();
    await expectSound(page);
    await page.getByRole('button', { name: 'Level – Please choose.' }).click();
    await page.keyboard.type('B');
    const email = newEmail('visitor');
    await introduce(page, email);
    await page.getByLabel('What would you like to learn?').fill('Everything about triangles');
    await page.getByLabel('Telephone (optional)').fill('0612345678');
    await page.getByLabel('Geometry').check();
    await page.getByLabel('It is my first lesson').check();
    await page.getByLabel('Hours a week (optional)').fill('2,5');
    await page.getByLabel('Anything that the host should know').fill('I come by wheelchair.');
    await page.getByRole('button', { name: 'Book this time' }).click();
    await page.getByRole('button', { name: /^Telephone \(optional\) – This is no telephone number/ }).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('+33 6 12 34 56 78');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'You are booked' }).waitFor();
    await expectSound(page);
    const answers = {
      goal: 'Everything about triangles',
      phone: '+33612345678',
      level: 'Beginner',
      topics: ['Geometry'],
      first: true,
      hours: 2.5,
    };
    const [start, end] = [new Date(`${DAY}T09:00Z`), new Date(`${DAY}T10:00Z`)];
    expect(await bookingsOf(db, email)).toEqual([
      {
        status: 'confirmed',
        start,
        end,
        timeZone: 'Asia/Tokyo',
        answers,
        notes: 'I come by wheelchair.',
        seats: 1,
        name: 'Grace Hopper',
      },
    ]);
    expect(await holdsOf(type.id)).toEqual([]);
    await page.getByRole('link', { name: 'https://calls.example/ada' }).waitFor();
    const google = await page.getByRole('link', { name: 'Google' }).getAttribute('href');
    expect(google).toContain(`dates=${DAY.replaceAll('-', '')}T090000Z`);
    const file = await page.getByRole('link', { name: 'File (.ics)' }).getAttribute('href');
    const calendar = await (await fetch(`${apiUrl}${file}`)).text();
    expect(calendar).toContain('LOCATION:https://calls.example/ada');
    expect(calendar).not.toContain(host.email);
    const link = page.getByRole('link', { name: 'Manage the booking' });
    await expectSoon(() => link.getAttribute('href')).toMatch(/\/manage\/[\w-]{43}$/);
    // The confirmation has a lasting address.
    await page.reload();
    await page.getByRole('button', { name: 'Move to another time' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Choose a day' }).waitFor();
  });

  it('asks in French for what has to be confirmed', async () => {
    const type = await openType(host, { requiresConfirmation: true, questions: questions.slice(0, 2) }, EVERY_DAY);
    const page = await openPage(type.slug, '', { ...TELEPHONE, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
    await chooseDay(page, DAY);
    await expectSound(page);
    await times(page).last().click();
    await page.getByRole('button', { name: 'Demander cet horaire' }).click();
    await page.getByRole('alert').waitFor();
    await expectSound(page);
    const email = newEmail('visiteur');
    await introduce(page, email);
    await page.getByLabel('What would you like to learn?').fill('Tout');
    await page.getByRole('button', { name: 'Demander cet horaire' }).click();
    await page.getByRole('heading', { name: 'Votre demande est envoyée' }).waitFor();
    await expectSound(page);
    expect(await bookingsOf(db, email)).toMatchObject([{ status: 'pending', timeZone: 'Europe/Paris' }]);
  });
});

it('books without a script', async () => {
  const type = await openType(host, { location: 'https://calls.example/ada', questions }, EVERY_DAY);
  const page = await openPage(type.slug, `?date=${DAY}&timezone=Asia/Tokyo&name=Grace+Hopper&level=Beginner`, {
    ...TELEPHONE,
    javaScriptEnabled: false,
  });
  await page.waitForURL(/\/plain\?/);
  expect(await page.getByRole('main').innerText()).not.toContain('calls.example');
  await page.getByRole('link', { name: '18:00' }).nth(14).click();
  const email = newEmail('plain');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('What would you like to learn?').fill('Sums');
  await page.getByLabel('Geometry').check();
  await page.getByLabel('Anything that the host should know').fill('I come early.');
  await page.getByLabel('Telephone').fill('0612345678');
  await page.getByRole('button', { name: 'Book this time' }).click();
  await expectSoon(() => page.getByRole('alert').innerText()).toContain('Telephone is missing or not accepted');
  await page.getByLabel('Telephone').fill('');
  // Another time, of another month and back, keeps what is typed.
  await page.getByRole('button', { name: 'Choose another time' }).click();
  await page.getByRole('button', { name: 'Next month' }).click();
  await page.getByRole('button', { name: 'Previous month' }).click();
  expect(new URL(page.url()).search).not.toContain(encodeURIComponent(email));
  await page.getByRole('button', { name: '19:00' }).nth(14).click();
  await expectSoon(() => page.getByLabel('E-mail address').inputValue()).toBe(email);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByRole('heading', { name: 'You are booked' }).waitFor();
  await expectSoon(() => page.getByRole('main').innerText()).toContain('https://calls.example/ada');
  const answers = { goal: 'Sums', level: 'Beginner', topics: ['Geometry'], first: false };
  expect(await bookingsOf(db, email)).toMatchObject([
    { start: new Date(`${DAY}T10:00Z`), timeZone: 'Asia/Tokyo', answers, notes: 'I come early.', name: 'Grace Hopper' },
  ]);
});

it('books in a frame of a site that may show it, and in a dialog', async () => {
  const type = await openType(host, { successRedirectUrl: 'https://school.example/thanks' }, EVERY_DAY);
  const page = await browser.newPage();
  // As somebody who pastes the whole of what the dashboard shows for each place.
  const script = `<script src="${apiUrl}/book/embed.js"></script>`;
  const site = `<!doctype html><title>School</title><div data-lyceum-book="${type.slug}" data-lyceum-query="date=${DAY}"></div>
    <button data-lyceum-popup="${type.slug}">Book</button>${script}${script}`;
  // Served by this machine, so that Chromium lets it load something from there.
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(site));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await page.route('http://localhost:9/', (route) => route.continue({ url: `http://127.0.0.1:${port}/` }));
  await page.goto('http://localhost:9/');
  const inline = page.frameLocator('div iframe');
  await inline.getByRole('region').getByRole('list').getByRole('button').first().click();
  await inline.getByRole('textbox', { name: 'Name' }).fill('Grace Hopper');
  const email = newEmail('framed');
  await inline.getByRole('textbox', { name: 'E-mail address' }).fill(email);
  await page.evaluate("document.addEventListener('lyceum:booked', () => (document.title = 'Booked'))");
  await inline.getByRole('button', { name: 'Book this time' }).click();
  await inline.getByRole('heading', { name: 'You are booked' }).waitFor();
  await page.waitForFunction("document.title === 'Booked'");
  // The page around goes on when the visitor wants it to.
  await expectSoon(() => inline.getByRole('link', { name: 'Go on to school.example' }).getAttribute('target')).toBe(
    '_top',
  );
  expect(await inline.getByRole('button', { name: 'Stay here' }).count()).toBe(0);
  expect(await bookingsOf(db, email)).toHaveLength(1);
  // The frame is as high as what it shows.
  const height = await inline.locator('body').evaluate('document.body.offsetHeight');
  await page.waitForFunction(`document.querySelector('iframe').offsetHeight === ${String(height)}`);

  await page.getByRole('button', { name: 'Book' }).click();
  await page.frameLocator('dialog iframe').getByRole('heading', { name: 'Choose a day' }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  expect(await page.getByRole('dialog').count()).toBe(0);
  server.close();
});

const focusedDay = (page: Page) => page.evaluate<string>('document.activeElement.dataset.day');

it('needs nothing but a keyboard', async () => {
  const type = await openType(host, { questions: questions.slice(2, 5) }, EVERY_DAY);
  const page = await openPage(type.slug, '', { locale: 'en-US', timezoneId: 'UTC' });
  await page.locator('[data-day]:not([aria-disabled], [data-full])').first().waitFor();
  await tabTo(page, '[data-day]');
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    return focusedDay(page);
  };
  // That of the first free day, which is another one when the last day of a month is over.
  const [shown] = (await focusedDay(page)).split(/-\d+$/);
  await page.keyboard.press('PageDown');
  await eventually(
    () => focusedDay(page),
    (day) => !day.startsWith(shown!),
  );
  const [next] = (await focusedDay(page)).split(/-\d+$/);
  while ((await focusedDay(page)) > `${next}-10`) await page.keyboard.press('ArrowUp');
  while ((await focusedDay(page)) < `${next}-10`) await page.keyboard.press('ArrowRight');
  expect(await press('ArrowDown', 'ArrowRight')).toBe(`${next}-18`);
  expect(await press('ArrowUp', 'ArrowLeft')).toBe(`${next}-10`);
  const sunday = await press('Home');
  expect(new Date(sunday).getUTCDay()).toBe(0);
  expect(new Date(await press('End')).getUTCDay()).toBe(6);
  const chosen = await focusedDay(page);
  await page.keyboard.press('Enter');
  await expectSoon(() => focusedText(page)).toMatch(/^Times on Saturday, /);
  await tabTo(page, '.slots button');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your details' }).waitFor();
  await expectSoon(() => focusedText(page)).toBe('Your details');

  await tabTo(page, '#field-attendee-name');
  await page.keyboard.press('Enter');
  await eventually(
    () => focusedText(page),
    (text) => text.startsWith('Please check your answers'),
  );
  await tabTo(page, '#field-attendee-name');
  await page.keyboard.type('Grace Hopper');
  await tabTo(page, '#field-attendee-email');
  const email = newEmail('keyboard');
  await page.keyboard.type(email);
  await tabTo(page, '#field-answers-level');
  await page.keyboard.press('A');
  await tabTo(page, '[value="Geometry"]');
  await page.keyboard.press('Space');
  await tabTo(page, '.primary');
  await page.keyboard.press('Enter');
  await eventually(
    () => focusedText(page),
    (text) => text === 'You are booked',
  );
  expect(await bookingsOf(db, email)).toMatchObject([
    { start: new Date(`${chosen}T09:00Z`), answers: { level: 'Advanced', topics: ['Geometry'] } },
  ]);
});

it('keeps the time while the form is open, over a reload, longer when asked, and gives it back', async () => {
  const consent = { key: 'terms', label: 'I agree', type: 'boolean', required: true };
  const type = await openType(host, { durations: [30, 60], questions: [questions[0], consent] }, EVERY_DAY);
  const page = await openPage(
    type.slug,
    `?date=${DAY}&duration=60&timezone=UTC&name=Grace+Hopper&goal=Proofs&terms=true`,
  );
  await expectSoon(() => page.getByRole('radio', { name: '60 minutes' }).isChecked()).toBe(true);
  await times(page).first().waitFor();
  await times(page).first().click();
  await page.getByRole('button', { name: 'Keep it longer' }).click();
  await page.getByRole('button', { name: 'Keep it longer' }).waitFor({ state: 'detached' });
  expect(await holdsOf(type.id)).toEqual([{ isExtended: true }]);
  await expectSoon(() => page.getByLabel('Name').inputValue()).toBe('Grace Hopper');
  // Nobody else agrees for the visitor.
  await expectSoon(() => page.getByLabel('I agree').isChecked()).toBe(false);
  await page.getByLabel('E-mail address').fill('grace@example.org');
  await page.getByLabel('I agree').check();
  await page.reload();
  await page.getByText('This time is kept for you until').waitFor();
  await expectSoon(() => page.getByLabel('E-mail address').inputValue()).toBe('grace@example.org');
  await expectSoon(() => page.getByLabel('What would you like to learn?').inputValue()).toBe('Proofs');
  await expectSoon(() => page.getByLabel('I agree').isChecked()).toBe(true);
  expect(await holdsOf(type.id)).toEqual([{ isExtended: true }]);
  await page.goBack();
  await eventually(
    () => holdsOf(type.id),
    (holds) => holds.length === 0,
  );
  await page.getByRole('heading', { name: 'Choose a day' }).waitFor();
  await expectSoon(() => times(page).count()).toBe(3);
  await page.goForward();
  await page.getByText('This time is kept for you until').waitFor();
});

describe('when somebody else is faster', () => {
  it('offers other times, before the form and after it', async () => {
    const type = await openType(host, {}, EVERY_DAY);
    const [page, rival] = [
      await openPage(type.slug, '', { expectedTrouble: /409|410/ }),
      await openPage(type.slug, '', { expectedTrouble: /409/ }),
    ];
    for (const visitor of [page, rival]) await chooseDay(visitor, DAY);
    await times(page).first().click();
    await page.getByRole('heading', { name: 'Your details' }).waitFor();
    await times(rival).first().click();
    await rival.getByRole('alert').waitFor();
    await expectSoon(() => focusedText(rival)).toContain('Somebody was faster');
    await expectSound(rival);
    await rival.getByRole('alert').getByRole('button').first().click();
    await introduce(rival, newEmail('rival'));
    await rival.getByRole('button', { name: 'Book this time' }).click();
    await rival.getByRole('heading', { name: 'You are booked' }).waitFor();

    // The first visitor takes too long.
    await db.query('UPDATE holds SET expires_at = now() WHERE event_type_id = $1', [type.id]);
    await db.query(
      'UPDATE claims SET expires_at = now() WHERE hold_id IN (SELECT id FROM holds WHERE event_type_id = $1)',
      [type.id],
    );
    await bookSlot(api, type.id, { start: `${DAY}T09:00:00Z` });
    const email = newEmail('slow');
    await introduce(page, email);
    await page.getByRole('button', { name: 'Book this time' }).click();
    await page.getByRole('alert').getByRole('button').first().click();
    // What was typed is still there.
    await page.getByRole('button', { name: 'Book this time' }).click();
    await page.getByRole('heading', { name: 'You are booked' }).waitFor();
    expect(await bookingsOf(db, email)).toHaveLength(1);
  });
});

it('books once when the answer is lost and the visitor tries again', async () => {
  const type = await openType(host, {}, EVERY_DAY);
  const page = await openPage(type.slug, '', { expectedTrouble: /ERR_FAILED/ });
  await chooseDay(page, DAY);
  await times(page).first().click();
  const email = newEmail('unlucky');
  await introduce(page, email);
  const loseAnswer = async (route: { fetch(): Promise<unknown>; abort(): Promise<void> }) => {
    await route.fetch();
    await route.abort();
  };
  await page.route('**/api/v1/bookings', loseAnswer, { times: 1 });
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByText('There was no answer').waitFor();
  await expectSound(page);
  expect(await bookingsOf(db, email)).toHaveLength(1);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByRole('heading', { name: 'You are booked' }).waitFor();
  expect(await bookingsOf(db, email)).toHaveLength(1);
});

it('leads to the next free day, and shows how many seats are left where a time is shared', async () => {
  const bookingWindow = { kind: 'range', from: DAY, to: DAY };
  const type = await openType(host, { seats: 2, bookingWindow }, EVERY_DAY);
  await bookSlot(api, type.id, { start: `${DAY}T10:00:00Z` });
  const thisMonth = new Date().toISOString().slice(0, 7);
  const page = await openPage(type.slug, `?month=${thisMonth}`, { timezoneId: 'UTC' });
  await page.getByRole('button', { name: 'Next free day' }).click();
  await times(page).first().waitFor();
  // A wide page shows the times of a day beside the month.
  const [month, day] = await Promise.all(
    [page.getByRole('grid'), page.getByRole('region')].map((one) => one.boundingBox()),
  );
  expect(day!.x).toBeGreaterThan(month!.x + month!.width);
  expect(day!.y).toBeLessThan(month!.y + month!.height);
  await expectSoon(async () =>
    (await times(page).allTextContents()).map((text) => /\d seats? left/.exec(text)?.[0]),
  ).toEqual(['2 seats left', '1 seat left', '2 seats left']);
  await expectSoon(() => new URL(page.url()).searchParams.get('date')).toBe(DAY);
  await times(page).first().click();
  await page.getByLabel('How many seats?').selectOption('2');
  const email = newEmail('seats');
  await introduce(page, email);
  const guest = newEmail('companion');
  await page.getByLabel('Further guests').fill(`${guest}, nobody`);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByRole('button', { name: /^Further guests \(optional\) – This is no e-mail address/ }).waitFor();
  await page.getByLabel('Further guests').fill(guest);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByRole('heading', { name: 'You are booked' }).waitFor();
  expect(await bookingsOf(db, guest)).toMatchObject([{ start: new Date(`${DAY}T09:00Z`), seats: 2 }]);
  await expectSound(page);
});
