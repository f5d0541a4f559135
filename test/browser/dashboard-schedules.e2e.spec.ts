import type { Route } from 'playwright-core';
import { createSchedule } from '../factories/availability.js';
import { beginBooking, book } from '../factories/booking.js';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { ahead, instancesOf, makeSeries } from '../factories/series.js';
import { publicType } from '../factories/slot.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { button, DARK_TELEPHONE, expectSound, heading, LIGHT_TELEPHONE, openDashboard, signInAs } from './dashboard.js';
import { expectSoon } from './expect-soon.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
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
  await Promise.all([browser.close(), db.end()]);
});

const scheduleOf = async (id: string) => (await host.api.get(`/schedules/${id}`)).body;

it('makes a schedule, gives its days their hours, and lets single days and travels be otherwise', async () => {
  const page = await openDashboard(browser, apiUrl, '/schedules', { locale: 'fr-FR', reducedMotion: 'reduce' });
  await signInAs(page, host.email, host.password);
  await page.getByText('Vous n’avez pas encore d’horaire').waitFor();
  await page.getByLabel('Nouvel horaire').last().fill('Cours');
  await page.getByLabel('Fuseau horaire').selectOption('Europe/Paris');
  await button(page, 'Créer').click();
  await heading(page, 'Cours').waitFor();

  // By keyboard alone: what is added has the focus, and what is removed gives it on.
  await page.getByLabel('lundi : fin 1').fill('12:00');
  await button(page, 'Ajouter des heures (lundi)').press('Enter');
  const added = page.getByLabel('lundi : début 2');
  await expectSoon(() => added.evaluate((field) => field.matches(':focus'))).toBe(true);
  await added.fill('14:00');
  await page.getByLabel('lundi : fin 2').fill('00:00');
  await button(page, 'vendredi : retirer 1').press('Enter');
  await expectSoon(() => page.evaluate('document.activeElement.getAttribute("aria-label")')).toContain('(vendredi)');
  await button(page, 'Copier… (lundi)').click();
  await page.getByRole('dialog').waitFor();
  for (const day of ['mardi', 'jeudi', 'vendredi']) await page.getByRole('checkbox', { name: day }).uncheck();
  await button(page, 'Copier').click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  // What is typed and not saved stays when single days are saved.
  await page.getByLabel('Jour', { exact: true }).fill('2031-03-03');
  await button(page, 'Ajouter des heures (Ce jour)').click();
  await button(page, 'Enregistrer ce jour').click();
  await page.getByText('Le jour est enregistré.').waitFor();
  await page.getByLabel('Jour', { exact: true }).fill('2031-03-04');
  await button(page, 'Enregistrer ce jour').click();
  await button(page, 'Retirer (mardi 4 mars 2031)').waitFor();
  const travels = page.getByRole('region', { name: 'Voyages' });
  await travels.getByLabel('Premier jour').fill('2031-04-07');
  await travels.getByLabel('Dernier jour').fill('2031-04-11');
  await travels.getByLabel('Fuseau horaire').selectOption('Asia/Tokyo');
  await button(page, 'Ajouter').click();
  await page.getByText('Les voyages sont enregistrés.').waitFor();
  await button(page, 'Enregistrer').click();
  await page.getByText('C’est enregistré.').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);

  const { body } = await host.api.get('/schedules');
  const id: string = body.data[0].id;
  const long = [
    { start: '09:00', end: '12:00' },
    { start: '14:00', end: '24:00' },
  ];
  const usual = { start: '09:00', end: '17:00' };
  expect(await scheduleOf(id)).toMatchObject({
    name: 'Cours',
    timeZone: 'Europe/Paris',
    isDefault: true,
    weekly: [
      ...long.map((interval) => ({ day: 1, ...interval })),
      { day: 2, ...usual },
      ...long.map((interval) => ({ day: 3, ...interval })),
      { day: 4, ...usual },
    ],
    overrides: [
      { date: '2031-03-03', intervals: [usual] },
      { date: '2031-03-04', intervals: [] },
    ],
    travels: [{ from: '2031-04-07', to: '2031-04-11', timeZone: 'Asia/Tokyo' }],
  });
  await button(page, 'Retirer (mardi 4 mars 2031)').click();
  await page.getByText('Les heures de la semaine valent de nouveau ce jour-là.').waitFor();
  await expectSoon(() =>
    page.getByRole('heading', { name: 'Jours particuliers' }).evaluate((it) => it.matches(':focus')),
  ).toBe(true);
  expect((await scheduleOf(id)).overrides).toHaveLength(1);
});

it('keeps what is typed when somebody else changes the schedule, and overwrites nothing unasked', async () => {
  const id = await createSchedule(host);
  const page = await openDashboard(browser, apiUrl, `/schedules/${id}`, {
    expectedTrouble: /412|ERR_INTERNET_DISCONNECTED/,
  });
  await signInAs(page, host.email, host.password);
  await page.getByLabel('Name', { exact: true }).fill('Lessons');
  expect((await host.api.patch(`/schedules/${id}`, { name: 'Office hours' })).status).toBe(200);
  await button(page, 'Save').click();
  await page.getByRole('alert').getByText('The resource has changed.').waitFor();
  await page.getByText('This schedule was changed elsewhere').waitFor();
  await heading(page, 'Office hours').waitFor();
  await expectSoon(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Lessons');
  expect((await scheduleOf(id)).name).toBe('Office hours');
  await button(page, 'Show what is there now instead').click();
  await expectSoon(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Office hours');
  await expectSoon(() =>
    page.getByRole('heading', { name: 'Weekly hours' }).evaluate((it) => it.matches(':focus')),
  ).toBe(true);

  await page.getByLabel('Name', { exact: true }).fill('Lessons');
  expect((await host.api.patch(`/schedules/${id}`, { timeZone: 'Asia/Tokyo' })).status).toBe(200);
  await button(page, 'Save').click();
  await button(page, 'Keep what I have typed').click();
  await button(page, 'Save').click();
  await page.getByText('It is saved.').waitFor();
  expect(await scheduleOf(id)).toMatchObject({ name: 'Lessons', timeZone: 'Asia/Tokyo' });

  await page.getByLabel('Name', { exact: true }).fill('Evenings');
  await page.context().setOffline(true);
  await button(page, 'Save').click();
  await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
  await page.context().setOffline(false);
  await button(page, 'Save').click();
  await page.getByText('It is saved.').waitFor();
  expect((await scheduleOf(id)).name).toBe('Evenings');
});

it('chooses the hours of an event type, makes others the default, and says what goes by those that are deleted', async () => {
  const first = await createSchedule(host, { name: 'Winter' });
  const second = await createSchedule(host, { name: 'Summer' });
  const { id } = await publicType(host, { title: 'Algebra' });
  const page = await openDashboard(browser, apiUrl, `/event-types/${id}`, { reducedMotion: 'reduce' });
  await signInAs(page, host.email, host.password);
  for (const [name, schedule] of [
    ['Summer', second],
    ['The default: Winter', null],
    ['Winter', first],
  ] as const) {
    await page.getByLabel('My working hours').selectOption(name);
    const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await button(page, 'Save').click();
    await saved;
    expect((await host.api.get(`/event-types/${id}`)).body.hosts).toMatchObject([{ scheduleId: schedule }]);
  }
  await page.keyboard.press('Control+K');
  await page.getByPlaceholder('What do you want to do?').fill('working');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /Winter.*Default.*40 hours a week/ }).waitFor();
  await page.getByRole('link', { name: 'Summer' }).click();
  await button(page, 'Make it the default').click();
  await page.getByText('It is the default now').waitFor();
  expect(await scheduleOf(second)).toMatchObject({ isDefault: true });

  await page.getByRole('link', { name: 'All schedules' }).click();
  await page.getByRole('row', { name: /Summer.*Default/ }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await page.getByRole('link', { name: 'Winter' }).click();
  await button(page, 'Delete…').click();
  await page.getByRole('dialog').getByRole('listitem').getByText('Algebra').waitFor();
  await button(page, 'Delete the schedule').click();
  await page.getByRole('link', { name: 'Winter' }).waitFor({ state: 'detached' });
  await heading(page, 'My working hours').waitFor();
  expect((await host.api.get('/schedules')).body.data).toMatchObject([{ id: second }]);
});

it('books a series from the calendar, and leaves out what is taken when asked', async () => {
  const [first, second, third] = [1, 2, 3].map((week) => ahead(week, 10));
  await book(host, second!);
  const day = first!.start.slice(0, 10);
  const page = await openDashboard(browser, apiUrl, `/calendar?date=${day}`, {
    locale: 'fr-FR',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    expectedTrouble: /409/,
  });
  await signInAs(page, host.email, host.password);
  await button(page, 'Nouvelle réservation…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Titre').fill('Séminaire');
  await dialog.getByLabel('Début (UTC)').fill(first!.start.slice(0, 16));
  await dialog.getByLabel('Fin (UTC)').fill(first!.end.slice(0, 16));
  await dialog.getByLabel('À quel rythme').selectOption('Chaque semaine');
  await dialog.getByLabel('Combien de fois').fill('3');
  await expectSound(page, LIGHT_TELEPHONE);
  await button(page, 'Réserver').click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Laisser de côté les dates prises').check();
  await button(page, 'Réserver').click();
  await page.getByText('Toutes sont réservées, et tout le monde est prévenu.').waitFor();
  const { body } = await host.api.get('/bookings', { query: { q: 'Séminaire', sort: 'start' } });
  expect(body.data).toMatchObject([{ start: first!.start }, { start: third!.start }]);
});

it('moves and cancels one booking of a series, those after it or all, and records who came', async () => {
  const { id: seriesId } = await makeSeries(host, {
    rrule: 'FREQ=WEEKLY;COUNT=4',
    attendees: [{ email: newEmail('alan'), name: 'Alan Turing' }],
  });
  await book(host, ahead(1, 10));
  const [first, , third] = (await instancesOf(host, seriesId)).map(({ id }) => id);
  const page = await openDashboard(browser, apiUrl, `/bookings/${first}`, {
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    expectedTrouble: /409/,
  });
  await signInAs(page, host.email, host.password);
  await button(page, 'Move…').waitFor();
  const attendance = page.getByRole('group', { name: 'Whether Alan Turing came' });
  expect(await attendance.count()).toBe(0);
  await button(page, 'Move…').click();
  await page.getByRole('radio', { name: 'all that are still to come' }).check();
  await page.getByLabel('New start (UTC)').fill(ahead(0, 10).start.slice(0, 16));
  await expectSound(page, DARK_TELEPHONE);
  await button(page, 'Move the booking').click();
  await page.getByRole('dialog').getByRole('listitem').waitFor();
  expect((await instancesOf(host, seriesId)).map(({ start }) => start)).toContain(ahead(0, 9).start);
  await page.getByLabel('Leave out those whose new time is taken').check();
  await button(page, 'Move the booking').click();
  await page.getByText('The bookings are moved, and everybody is told.').waitFor();
  const stateOf = async () =>
    (await instancesOf(host, seriesId)).map(({ start, status }) => `${start.slice(11, 13)} ${status}`);
  expect(await stateOf()).toEqual(['10 confirmed', '09 cancelled', '10 confirmed', '10 confirmed']);

  const dialog = page.getByRole('dialog');
  await button(page, 'Edit…').click();
  await dialog.getByRole('radio', { name: 'all that are still to come' }).check();
  await dialog.getByLabel('Title').fill('Tutoring with Ada');
  await dialog.getByLabel('End (UTC)').fill(ahead(0, 10, 90).end.slice(0, 16));
  await dialog.getByLabel('Where').fill('Room 6');
  await expectSound(page, DARK_TELEPHONE);
  await button(page, 'Save').click();
  await page.locator('[role=status]:focus').getByText('The bookings are changed, and everybody is told.').waitFor();
  await heading(page, 'Tutoring with Ada').waitFor();
  await button(page, 'Edit…').click();
  await dialog.getByLabel('Description').fill('Bring a ruler.');
  await button(page, 'Save').click();
  await page.getByText('The booking is changed, and everybody is told.').waitFor();
  const described = { title: 'Tutoring with Ada', location: 'Room 6' };
  expect((await instancesOf(host, seriesId)).filter(({ status }) => status === 'confirmed')).toMatchObject([
    { ...described, ...ahead(0, 10, 90), description: 'Bring a ruler.' },
    { ...described, ...ahead(2, 10, 90), description: null },
    { ...described, ...ahead(3, 10, 90), description: null },
  ]);

  await page.goto(`${apiUrl}/app/bookings/${third}`);
  await button(page, 'Cancel…').click();
  await page.getByRole('radio', { name: 'this one and those after it' }).check();
  await button(page, 'Cancel the booking').click();
  await page.getByText('The bookings are cancelled, and everybody is told.').waitFor();
  expect(await stateOf()).toEqual(['10 confirmed', '09 cancelled', '10 cancelled', '10 cancelled']);

  await beginBooking(db, first!);
  await page.goto(`${apiUrl}/app/bookings/${first}`);
  await attendance.getByRole('button', { name: 'was not there' }).click();
  await attendance.getByRole('button', { name: 'was not there', pressed: true }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
  expect((await host.api.get(`/bookings/${first}`)).body.attendees).toMatchObject([{ isAbsent: true }]);
  await attendance.getByRole('button', { name: 'was there' }).click();
  await attendance.getByRole('button', { name: 'was there', pressed: true }).waitFor();
  expect((await host.api.get(`/bookings/${first}`)).body.attendees).toMatchObject([{ isAbsent: false }]);
});

it('keeps what is typed in the form of an event type, whatever is shown or saved meanwhile', async () => {
  const { id } = await publicType(host, { title: 'Algebra' });
  const page = await openDashboard(browser, apiUrl, `/event-types/${id}`, {
    reducedMotion: 'reduce',
    expectedTrouble: /412/,
  });
  await signInAs(page, host.email, host.password);
  const ahead = page.getByLabel('How far ahead');
  await ahead.selectOption('rolling');
  await page.getByLabel('Days from now').fill('90');
  const usual = page.getByLabel('Remind people as everywhere here');
  await usual.uncheck();
  await page.getByLabel('Reminders, in minutes before').fill('60');
  await button(page, 'Add a question').click();
  const question = page.getByRole('group', { name: 'Question 1' });
  const label = question.getByLabel('Question 1', { exact: true });
  await label.fill('Goal');
  const answer = question.getByLabel('Answer', { exact: true });
  await answer.selectOption('choice');
  await question.getByLabel('Choices').fill('Rings\nFields');
  await ahead.selectOption('');
  await ahead.selectOption('rolling');
  await usual.check();
  await usual.uncheck();
  await answer.selectOption('text');
  await answer.selectOption('choice');

  const SAVE = /\/event-types(\/[\da-f-]{36})?$/;
  /** Types while what another button sends is on its way. */
  const duringSave = async (name: string, type: () => Promise<void>) => {
    const held = new Promise<Route>((resolve) => {
      void page.route(SAVE, (route) => (route.request().method() === 'GET' ? route.continue() : resolve(route)));
    });
    await button(page, name).click();
    const save = await held;
    await type();
    await save.continue();
    await page.unroute(SAVE);
  };
  await duringSave('Save', async () => {
    await page.getByLabel('Title').fill('Algebra II');
    await label.fill('What for?');
  });
  await page.getByText('It is saved. What you have changed meanwhile is not saved yet.').waitFor();
  await expectSoon(() => page.getByLabel('Title').inputValue()).toBe('Algebra II');
  await button(page, 'Save').click();
  await page.getByText('It is saved.', { exact: true }).waitFor();
  expect((await host.api.get(`/event-types/${id}`)).body).toMatchObject({
    title: 'Algebra II',
    bookingWindow: { kind: 'rolling', days: 90 },
    reminderMinutes: [60],
    questions: [{ key: 'goal', label: 'What for?', type: 'choice', options: ['Rings', 'Fields'] }],
  });

  // Whichever button sends it, what is new has its key from then on.
  await host.api.patch(`/event-types/${id}`, { location: 'Room 1' });
  await page.getByLabel('Title').fill('Algebra III');
  await button(page, 'Save').click();
  await button(page, 'Save mine anyway').waitFor();
  await button(page, 'Add a question').click();
  const second = page.getByRole('group', { name: 'Question 2' }).getByLabel('Question 2', { exact: true });
  await second.fill('Level');
  await duringSave('Save mine anyway', () => second.fill('How far are you?'));
  await page.getByText('It is saved. What you have changed meanwhile is not saved yet.').waitFor();
  await button(page, 'Save').click();
  await page.getByText('It is saved.', { exact: true }).waitFor();
  expect((await host.api.get(`/event-types/${id}`)).body.questions).toMatchObject([
    { key: 'goal' },
    { key: 'level', label: 'How far are you?' },
  ]);

  await page.goto(`${apiUrl}/app/event-types/new`);
  await page.getByLabel('Title').fill('Geometry');
  await duringSave('Make it', () => page.getByLabel('Description').fill('Bring a ruler.'));
  await page.getByText('It is saved. What you have changed meanwhile is not saved yet.').waitFor();
  await button(page, 'Save').click();
  await heading(page, 'Geometry').waitFor();
  const { body } = await host.api.get('/event-types', { query: { q: 'Geometry' } });
  expect(body.data).toMatchObject([{ title: 'Geometry', description: 'Bring a ruler.' }]);
});
