import type { Page } from 'playwright-core';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { bookSlot, openType } from '../factories/slot.js';
import { type PageOptions, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { chooseDay, expectSound, introduce, nextMonth, times } from './visitor.js';

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

afterEach(async () => expect(await browser.closePages()).toEqual([]));

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

/** What whoever has this address has booked. */
async function bookingsOf(email: string): Promise<object[]> {
  const { rows } = await db.query(
    `SELECT b.status, b.starts_at AS start, b.ends_at AS end, b.time_zone AS "timeZone", b.answers, a.name
     FROM bookings b JOIN booking_attendees a ON a.booking_id = b.id WHERE a.email = $1 ORDER BY b.starts_at`,
    [email],
  );
  return rows;
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
    const type = await openType(host, { durations: [30, 60], location: 'Room 5', questions }, EVERY_DAY);
    const page = await openPage(type.slug, '', {
      ...TELEPHONE,
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      // The telephone number.
      expectedTrouble: /400/,
    });
    expect(await page.getByLabel('Your time zone').inputValue()).toBe('Europe/London');
    await page.getByRole('radio', { name: '60 minutes' }).check();
    await page.getByLabel('Your time zone').selectOption('Asia/Tokyo');
    await chooseDay(page, DAY);
    expect(await times(page).allTextContents()).toEqual([
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
    expect(await bookingsOf(email)).toEqual([
      { status: 'confirmed', start, end, timeZone: 'Asia/Tokyo', answers, name: 'Grace Hopper' },
    ]);
    expect(await holdsOf(type.id)).toEqual([]);
    const link = page.getByRole('link', { name: 'Manage the booking' });
    expect(await link.getAttribute('href')).toMatch(/\/manage\/[\w-]{43}$/);
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
    expect(await bookingsOf(email)).toMatchObject([{ status: 'pending', timeZone: 'Europe/Paris' }]);
  });
});

/** Presses Tab until the focus is there; every stop on the way has to show that it has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const [isThere, outline] = await page.evaluate<[boolean, string]>(
      `[document.activeElement.matches(${JSON.stringify(selector)}), getComputedStyle(document.activeElement).outlineStyle]`,
    );
    expect(outline).not.toBe('none');
    if (isThere) return;
  }
  throw new Error(`Tab does not lead to ${selector}.`);
}

const focusedDay = (page: Page) => page.evaluate<string>('document.activeElement.dataset.day');
const focusedText = (page: Page) => page.evaluate<string>('document.activeElement.textContent');

it('needs nothing but a keyboard', async () => {
  const type = await openType(host, { questions: questions.slice(2, 5) }, EVERY_DAY);
  const page = await openPage(type.slug, '', { locale: 'en-US', timezoneId: 'UTC' });
  await page.locator('[data-day]:not([aria-disabled])').first().waitFor();
  await tabTo(page, '[data-day]');
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    return focusedDay(page);
  };
  const first = nextMonth(1);
  await page.keyboard.press('PageDown');
  await eventually(
    () => focusedDay(page),
    (day) => day.startsWith(first.slice(0, 7)),
  );
  while ((await focusedDay(page)) > nextMonth(10)) await page.keyboard.press('ArrowUp');
  while ((await focusedDay(page)) < nextMonth(10)) await page.keyboard.press('ArrowRight');
  expect(await press('ArrowDown', 'ArrowRight')).toBe(nextMonth(18));
  expect(await press('ArrowUp', 'ArrowLeft')).toBe(nextMonth(10));
  const sunday = await press('Home');
  expect(new Date(sunday).getUTCDay()).toBe(0);
  expect(new Date(await press('End')).getUTCDay()).toBe(6);
  const chosen = await focusedDay(page);
  await page.keyboard.press('Enter');
  expect(await focusedText(page)).toMatch(/^Times on Saturday, /);
  await tabTo(page, '.slots button');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your details' }).waitFor();
  expect(await focusedText(page)).toBe('Your details');

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
  expect(await bookingsOf(email)).toMatchObject([
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
  expect(await page.getByRole('radio', { name: '60 minutes' }).isChecked()).toBe(true);
  await times(page).first().waitFor();
  await times(page).first().click();
  await page.getByRole('button', { name: 'Keep it longer' }).click();
  await page.getByRole('button', { name: 'Keep it longer' }).waitFor({ state: 'detached' });
  expect(await holdsOf(type.id)).toEqual([{ isExtended: true }]);
  expect(await page.getByLabel('Name').inputValue()).toBe('Grace Hopper');
  // Nobody else agrees for the visitor.
  expect(await page.getByLabel('I agree').isChecked()).toBe(false);
  await page.getByLabel('E-mail address').fill('grace@example.org');
  await page.getByLabel('I agree').check();
  await page.reload();
  await page.getByText('This time is kept for you until').waitFor();
  expect(await page.getByLabel('E-mail address').inputValue()).toBe('grace@example.org');
  expect(await page.getByLabel('What would you like to learn?').inputValue()).toBe('Proofs');
  expect(await page.getByLabel('I agree').isChecked()).toBe(true);
  expect(await holdsOf(type.id)).toEqual([{ isExtended: true }]);
  await page.goBack();
  await eventually(
    () => holdsOf(type.id),
    (holds) => holds.length === 0,
  );
  await page.getByRole('heading', { name: 'Choose a day' }).waitFor();
  expect(await times(page).count()).toBe(3);
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
    expect(await focusedText(rival)).toContain('Somebody was faster');
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
    expect(await bookingsOf(email)).toHaveLength(1);
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
  expect(await bookingsOf(email)).toHaveLength(1);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByRole('heading', { name: 'You are booked' }).waitFor();
  expect(await bookingsOf(email)).toHaveLength(1);
});

it('shows how many seats are left where a time is shared', async () => {
  const type = await openType(host, { seats: 2 }, EVERY_DAY);
  await bookSlot(api, type.id, { start: `${DAY}T10:00:00Z` });
  const page = await openPage(type.slug, '', { timezoneId: 'UTC' });
  await chooseDay(page, DAY);
  expect((await times(page).allTextContents()).map((text) => /\d seats? left/.exec(text)?.[0])).toEqual([
    '2 seats left',
    '1 seat left',
    '2 seats left',
  ]);
  await expectSound(page);
});
