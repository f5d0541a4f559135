import type { Page } from 'playwright-core';
import { createSchedule } from '../factories/availability.js';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { bookSlot, publicType } from '../factories/slot.js';
import { type PageOptions, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { bookingsOf, expectSound, focusedText, introduce, nextMonth, times } from './visitor.js';
import { expectSoon } from './expect-soon.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const TELEPHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DAY = nextMonth(15);
const question = { key: 'goal', label: 'What would you like to learn?', type: 'long_text', required: true };
let browser: TestBrowser;
let host: Person;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
  host = await signUp(api, 'Ada Lovelace');
  await createSchedule(host, { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' })) });
});

afterEach(() => browser.closePages());

afterAll(async () => {
  await browser.close();
  await db.end();
});

it('lets visitors wait for a time that somebody else has taken, and for a full day, in both languages', async () => {
  const bookingWindow = { kind: 'range', from: DAY, to: DAY };
  const type = await publicType(host, { bookingWindow, questions: [question] });
  const answers = { goal: 'Sums' };
  const [nine, ten, eleven] = [9, 10, 11].map((hour) => ({ start: `${DAY}T${String(hour).padStart(2, '0')}:00:00Z` }));
  for (const taken of [nine!, ten!]) await bookSlot(api, type.id, taken, { answers });
  const page = await browser.newPage({ ...TELEPHONE, expectedTrouble: /409/ });
  await page.goto(
    `${apiUrl}/book/${type.slug}?date=${DAY}&timezone=Europe/Paris&lang=fr&name=Grace+Hopper&goal=Proofs`,
  );
  await times(page).first().waitFor();
  const { id } = await bookSlot(api, type.id, eleven!, { answers });
  await times(page).first().click();
  await page.getByRole('alert').getByRole('button', { name: 'pour cet horaire' }).click();
  await expectSoon(() => focusedText(page)).toBe('Rejoindre la liste d’attente');
  const [from, to] = [new Date(`${DAY}T11:00Z`), new Date(`${DAY}T12:00Z`)];
  const local = (instant: Date) => instant.toLocaleString('sv', { timeZone: 'Europe/Paris' }).slice(0, 16);
  await expectSoon(() => page.getByLabel('Début au plus tôt').inputValue()).toBe(local(from).replace(' ', 'T'));
  // What the address fills in is there.
  await expectSoon(() => page.getByLabel('Nom').inputValue()).toBe('Grace Hopper');
  await expectSound(page);
  const [first, second] = [newEmail('waiting'), newEmail('waiting')];
  await introduce(page, first);
  await page.getByRole('button', { name: 'Rejoindre la liste' }).click();
  await page.getByRole('heading', { name: 'Vous êtes sur la liste d’attente' }).waitFor();
  await expectSound(page);
  await expectSoon(() => page.getByRole('link', { name: 'Votre place' }).getAttribute('href')).toMatch(
    /\/waitlist\/[\w-]{43}$/,
  );

  await page.getByRole('button', { name: 'Retour' }).click();
  await page.getByText('Aucun horaire libre en').waitFor();
  await page.locator(`[data-day="${DAY}"]`).click();
  await expectSoon(() => focusedText(page)).toMatch(/^Aucun horaire libre le /);
  await page.getByRole('link', { name: 'English' }).click();
  // It shows the same day in the other language, and offers to wait for all of the month, too.
  await page.getByRole('region').getByText('There are no free times on').waitFor();
  await expectSound(page);
  await expectSoon(() => page.getByRole('button', { name: 'Join the waitlist' }).count()).toBe(2);
  await page.getByRole('region').getByRole('button', { name: 'Join the waitlist' }).click();
  await introduce(page, second);
  const end = page.getByLabel('Latest end');
  const wholeDay = await end.inputValue();
  await end.fill(`${DAY}T00:00`);
  await page.getByRole('button', { name: 'Join the waitlist' }).click();
  await page.getByRole('button', { name: 'Latest end – This has to be after the earliest beginning.' }).click();
  await end.fill(wholeDay);
  await page.getByRole('button', { name: 'Join the waitlist' }).click();
  await page.getByRole('heading', { name: 'You are on the waitlist' }).waitFor();
  const { rows } = await db.query(
    `SELECT attendee_email AS email, range_start AS "from", range_end AS "to", answers, language
     FROM waitlist_entries WHERE event_type_id = $1 ORDER BY created_at`,
    [type.id],
  );
  const goal = { goal: 'Proofs' };
  expect(rows).toMatchObject([
    { email: first, from, to, answers: goal, language: 'fr' },
    { email: second, answers: goal, language: 'en' },
  ]);
  expect([rows[1].from, rows[1].to].map(local)).toEqual([`${DAY} 00:00`, wholeDay.replace('T', ' ')]);

  // There is no need to wait for what is free.
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Join the waitlist' }).first().click();
  await introduce(page, newEmail('waiting'));
  await page.getByLabel('Anything that the host should know').fill('I come by wheelchair.');
  await db.query(`UPDATE waitlist_entries SET status = 'left' WHERE event_type_id = $1`, [type.id]);
  await host.api.post(`/bookings/${id}/cancel`, {});
  await page.getByRole('button', { name: 'Join the waitlist' }).click();
  await page.getByRole('alert').getByRole('button').first().click();
  await page.getByRole('heading', { name: 'Your details' }).waitFor();
  await expectSoon(() => page.getByLabel('Anything that the host should know').inputValue()).toBe(
    'I come by wheelchair.',
  );
});

it('leads on to where the event type says, after a while or when asked, unless the visitor stays', async () => {
  const successRedirectUrl = 'https://school.example/thanks?from=lyceum';
  const type = await publicType(host, {
    successRedirectUrl,
    redirectsWithBooking: true,
    location: 'https://calls.example/ada',
  });
  const visit = async (options: PageOptions) => {
    const page = await browser.newPage({
      ...options,
      expectedTrouble: /asked a foreign host: https:\/\/school\.example/,
    });
    await page.clock.install();
    await page.route('https://school.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Thanks</title>' }),
    );
    await page.goto(`${apiUrl}/book/${type.slug}?date=${nextMonth(16)}&timezone=UTC`);
    return page;
  };
  const arrival = async (page: Page) => {
    await page.waitForURL(/school\.example/);
    const { hash, searchParams } = new URL(page.url());
    expect(hash).toBe('');
    return Object.fromEntries(searchParams);
  };
  const toldOf = (email: string, hour: string) => ({
    from: 'lyceum',
    bookingId: expect.stringMatching(/^[\da-f-]{36}$/),
    status: 'confirmed',
    eventType: type.slug,
    title: type.title,
    start: `${nextMonth(16)}T${hour}:00:00.000Z`,
    end: expect.any(String),
    timeZone: 'UTC',
    name: 'Grace Hopper',
    email,
  });

  const [first, second, third] = [newEmail('first'), newEmail('second'), newEmail('third')];
  const page = await visit(TELEPHONE);
  await times(page).first().click();
  await page.getByText('you go on to school.example, which is told your name and address').waitFor();
  await introduce(page, first);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByText('In a few seconds you go on from here.').waitFor();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await expectSound(page);
  await expectSoon(() => focusedText(page)).toBe('Go on to school.example');
  await page.clock.runFor(10_000);
  await page.getByText('You stay here.').waitFor();
  await page.keyboard.press('Enter');
  expect(await arrival(page)).toEqual(toldOf(first, '09'));

  const impatient = await visit({});
  await times(impatient).first().click();
  await introduce(impatient, second);
  await impatient.getByRole('button', { name: 'Book this time' }).click();
  await impatient.getByText('In a few seconds you go on from here.').waitFor();
  await impatient.clock.runFor(5_000);
  expect(await arrival(impatient)).toEqual(toldOf(second, '10'));

  const plain = await visit({ javaScriptEnabled: false });
  await plain.locator(`a[href*="${nextMonth(16)}T11"]`).click();
  await introduce(plain, third);
  await expectSoon(() => plain.getByRole('main').innerText()).toContain(
    'After the booking: Go on to school.example. school.example is told your name and address, and what you book.',
  );
  await plain.getByRole('button', { name: 'Book this time' }).click();
  await plain.getByRole('heading', { name: 'You are booked' }).waitFor();
  // Long enough to read it; the link does not wait.
  await plain.locator('meta[http-equiv="refresh"][content^="10; "]').waitFor({ state: 'attached' });
  await plain.getByRole('link', { name: 'Go on to school.example' }).click();
  expect(await arrival(plain)).toEqual(toldOf(third, '11'));
});

it('shows a week with its times, by keyboard, too, in the address and at the next visit, and below each other on a telephone', async () => {
  const day = nextMonth(19);
  const type = await publicType(host, { bookingWindow: { kind: 'range', from: day, to: nextMonth(28) } });
  const wide = { width: 1440, height: 900 };
  const page = await browser.newPage({ locale: 'en-GB', timezoneId: 'UTC', viewport: wide });
  await page.goto(`${apiUrl}/book/${type.slug}?date=${nextMonth(1)}`);
  await page.getByRole('region').getByRole('button', { name: 'Join the waitlist' }).waitFor();
  await page.getByRole('radio', { name: 'Week' }).check();
  await page.getByText(/: no free times\.$/).waitFor();
  await page.getByRole('button', { name: 'Next free day' }).click();
  const focusedColumn = () => page.evaluate<string>('document.activeElement.closest("[data-date]")?.dataset.date');
  await eventually(focusedColumn, (one) => one === day);
  const [first = ''] = await page.evaluate<string[]>(
    '[...document.querySelectorAll(".days [data-date]")].map((one) => one.dataset.date)',
  );
  expect(new Date(first).getUTCDay()).toBe(1);
  await expectSoon(() => new URL(page.url()).search).toBe(`?date=${first}&view=week`);
  const tops = () =>
    page.evaluate<number[]>(
      '[...document.querySelectorAll(".days [data-date]")].map((one) => one.getBoundingClientRect().top)',
    );
  expect(new Set(await tops()).size).toBe(1);
  await expectSound(page);

  await page.getByRole('button', { name: 'Next week' }).click();
  const after = (days: number) => new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10);
  const monday = page
    .locator(`[data-date="${after(7)}"]`)
    .getByRole('list')
    .getByRole('button');
  await monday.first().focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
  await expectSoon(() => focusedColumn()).toBe(after(7));
  await expectSoon(() => focusedText(page)).toMatch(/^10:00/);
  for (const [key, there] of [['PageUp', first] as const, ['PageDown', after(7)] as const]) {
    await page.keyboard.press(key);
    await eventually(focusedColumn, (one) => one === there);
  }
  for (const key of ['Home', 'ArrowDown']) await page.keyboard.press(key);
  await expectSoon(() => focusedText(page)).toMatch(/^10:00/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your details' }).waitFor();
  await expectSoon(() => page.getByRole('main').innerText()).toMatch(/When[^]*Monday[^]*10:00/);
  await page.goBack();
  await monday.first().waitFor();
  await expectSoon(() => page.getByRole('radio', { name: 'Week' }).isChecked()).toBe(true);

  await page.getByText('How times and weeks are shown').click();
  await page.getByRole('radio', { name: '12 hours' }).check();
  await monday.filter({ hasText: /^9:00\s?am/i }).waitFor();
  await page.getByLabel('The week begins on').selectOption('Sunday');
  await page.locator(`.days > :first-child[data-date="${after(6)}"] .slots`).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  const list = await tops();
  expect(list).toEqual([...new Set(list)].sort((one, other) => one - other));
  await expectSoon(() => page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
  await expectSound(page);

  await page.goto(`${apiUrl}/book/${type.slug}?date=${day}&lang=fr`);
  await page.locator(`[data-date="${day}"] .slots`).waitFor();
  await expectSoon(() => page.getByRole('radio', { name: 'Semaine' }).isChecked()).toBe(true);
  await page.getByRole('radio', { name: 'Mois' }).check();
  await page.locator(`[data-day="${day}"]`).click();
  await times(page).first().waitFor();
  await expectSoon(() => new URL(page.url()).searchParams.get('view')).toBe('month');
  const placeOfTimes = `(() => {
    const [days, times] = ['.picker .calendar', '.picker > .times'].map((one) => document.querySelector(one).getBoundingClientRect());
    return times.left >= days.right ? 'beside the days' : times.top >= days.bottom ? 'below them' : 'over them';
  })()`;
  expect(await page.evaluate(placeOfTimes)).toBe('below them');
  await page.setViewportSize(wide);
  expect(await page.evaluate(placeOfTimes)).toBe('beside the days');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('radio', { name: 'Semaine' }).check();
  await page.locator(`[data-date="${day}"] .slots`).waitFor();
  await page.goto(`${apiUrl}/book/${type.slug}?date=${nextMonth(1)}&lang=fr`);
  const full = page.locator(`[data-date="${nextMonth(1)}"]`);
  await full.getByRole('button', { name: 'Rejoindre la liste' }).click();
  await page.getByRole('heading', { name: 'Rejoindre la liste d’attente' }).waitFor();

  // Zones say what time it is there now.
  await page.clock.setFixedTime(new Date(`${DAY}T09:05:00Z`));
  await page.goto(`${apiUrl}/book/${type.slug}?lang=en`);
  await page.getByLabel('Find a zone').fill('tokyo');
  await expectSoon(() => page.locator('#time-zone option').allTextContents()).toEqual([
    expect.stringMatching(/^Asia\/Tokyo \(UTC\+0?9(:00)?, 6:05\s?pm\)$/i),
  ]);
});

it('leads from a link to a time that is taken to another, and books nothing without the consent that is asked for', async () => {
  const consent = { key: 'terms', label: 'I agree', type: 'boolean', required: true };
  const type = await publicType(host, { questions: [consent] });
  const start = `${nextMonth(21)}T09:00:00Z`;
  await bookSlot(api, type.id, { start }, { answers: { terms: true } });
  const page = await browser.newPage({ timezoneId: 'UTC', expectedTrouble: /409/ });
  await page.goto(`${apiUrl}/book/${type.slug}?slot=${start}`);
  await page.getByRole('alert').getByText('Somebody was faster').waitFor();
  expect(new URL(page.url()).search).not.toContain('slot');
  await page.getByRole('alert').getByRole('button').first().click();
  const email = newEmail('consent');
  await introduce(page, email);
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByRole('button', { name: 'I agree – Please tick this to go on.' }).click();
  expect(await bookingsOf(db, email)).toEqual([]);
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Book this time' }).click();
  await page.getByRole('heading', { name: 'You are booked' }).waitFor();
  expect(await bookingsOf(db, email)).toMatchObject([{ answers: { terms: true } }]);
});
