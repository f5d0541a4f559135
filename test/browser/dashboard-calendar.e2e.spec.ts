import type { Page, Request } from 'playwright-core';
import { createOutOfOffice } from '../factories/availability.js';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { bookSlot, openType } from '../factories/slot.js';
import { type PageOptions, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { button, DARK_TELEPHONE, expectSound, heading, LIGHT_TELEPHONE, openDashboard, signInAs } from './dashboard.js';
import { expectSoon } from './expect-soon.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
let browser: TestBrowser;
let host: Person;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
});

beforeEach(async () => {
  host = await signUp(api, 'Ada Lovelace');
});

afterEach(() => browser.closePages());

afterAll(() => browser.close());

async function openCalendar(search: string, options: PageOptions = {}): Promise<Page> {
  const page = await openDashboard(browser, apiUrl, `/calendar${search}`, options);
  // With its beginning, bookings are asked for anew: later they change when somebody else changes one.
  const stream = page.waitForResponse(/\/notifications\/stream$/);
  await signInAs(page, host.email, host.password);
  await stream;
  return page;
}

const bookAdHoc = async (title: string, start: string, end: string) =>
  (await host.api.post('/bookings', { title, start, end })).body;

/** What stands on the element that has the focus; nothing while none has it. */
const focusedIn = async (page: Page) =>
  String(await page.evaluate('document.activeElement === document.body ? "" : document.activeElement.innerText'));

const event = (page: Page, title: string) => page.getByRole('link', { name: title });

/** Whatever a page reads of bookings from now on comes when it has asked for a move: so it cannot know what others change until then. */
async function holdBookings(page: Page): Promise<void> {
  const asked = page.waitForRequest(/\/reschedule$/);
  await page.route(/\/bookings[/?]/, async (route) => {
    if (route.request().method() === 'GET') await asked;
    await route.fallback();
  });
}

/** Where a booking of an hour is in the calendar. */
async function placeOf(page: Page, title: string) {
  const box = await event(page, title).boundingBox();
  if (!box) throw new Error(`${title} is not shown.`);
  // A line of the grid shows between two bookings.
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, hour: box.height + 2 };
}

/** Drags by so many pixels, in steps as a hand does, beginning so many below the middle of a booking. */
async function drag(page: Page, title: string, down: number, from = 0): Promise<void> {
  const { x, y } = await placeOf(page, title);
  await page.mouse.move(x, y + from);
  await page.mouse.down();
  await page.mouse.move(x, y + from + down / 2, { steps: 4 });
  await page.mouse.move(x, y + from + down, { steps: 4 });
  await page.mouse.up();
}

it('moves what is dragged, takes that back, lets go of what is in the way, and books what is selected', async () => {
  const { id } = await bookAdHoc('Lesson', '2031-03-03T10:00:00Z', '2031-03-03T11:00:00Z');
  await bookAdHoc('Paperwork', '2031-03-03T13:00:00Z', '2031-03-03T14:00:00Z');
  const timeOf = async () => {
    const { body } = await host.api.get(`/bookings/${id}`);
    return `${body.start.slice(11, 16)} ${body.end.slice(11, 16)}`;
  };
  const page = await openCalendar('?view=week&date=2031-03-03', { expectedTrouble: /409|412/ });
  const { hour } = await placeOf(page, 'Lesson');
  const above = async () => (await placeOf(page, 'Paperwork')).y - (await placeOf(page, 'Lesson')).y;

  await drag(page, 'Lesson', hour);
  await page.getByText('The booking is moved, and everybody is told.').waitFor();
  expect(await timeOf()).toBe('11:00 12:00');
  await button(page, 'Undo').click();
  await page.getByText('The booking is where it was before').waitFor();
  await expectSoon(above).toBeCloseTo(3 * hour, -1);
  expect(await timeOf()).toBe('10:00 11:00');
  await drag(page, 'Lesson', hour / 2, hour / 2 - 3);
  await page.getByText('The booking is moved, and everybody is told.').waitFor();
  expect(await timeOf()).toBe('10:00 11:30');
  await button(page, 'Undo').click();
  await page.getByText('The booking is where it was before').waitFor();
  await expectSoon(above).toBeCloseTo(3 * hour, -1);

  await drag(page, 'Lesson', 3 * hour);
  await page.getByRole('alert').getByText('The time is taken.').waitFor();
  await expectSoon(above).toBeCloseTo(3 * hour, -1);
  expect(await timeOf()).toBe('10:00 11:00');

  // What another has moved meanwhile is where they have moved it.
  await holdBookings(page);
  await host.api.post(`/bookings/${id}/reschedule`, { start: '2031-03-03T11:00:00Z' });
  await drag(page, 'Lesson', 3 - hour);
  await page.getByRole('alert').getByText('The resource has changed').waitFor();
  await expectSoon(above).toBeCloseTo(2 * hour, -1);
  await drag(page, 'Lesson', 3 - hour);
  await page.getByText('The booking is moved, and everybody is told.').waitFor();
  expect(await timeOf()).toBe('10:00 11:00');
  await page.getByText('The resource has changed').waitFor({ state: 'detached' });

  await drag(page, 'Paperwork', -hour / 2, -1.25 * hour);
  const dialog = page.getByRole('dialog', { name: 'New booking' });
  await expectSoon(() => dialog.getByLabel('Start (Europe/London)').inputValue()).toBe('2031-03-03T11:30');
  await dialog.getByLabel('Title').fill('Geometry');
  const email = newEmail('euclid');
  await dialog.getByLabel('Where').fill('Room 6');
  await dialog.getByLabel('Description').fill('Bring a ruler.');
  await dialog.getByLabel('Invite').fill(email);
  await dialog.getByLabel('With a room to write and run code together').check();
  await dialog.getByLabel('End (Europe/London)').fill('2031-03-03T13:30');
  await button(page, 'Book').click();
  await dialog.getByRole('alert').getByText('The time is taken.').waitFor();
  await dialog.getByLabel('End (Europe/London)').fill('2031-03-03T12:30');
  await button(page, 'Book').click();
  await page.getByText('It is booked, and everybody is told.').waitFor();
  await event(page, 'Geometry').waitFor();
  const { body } = await host.api.get('/bookings?q=Geometry');
  expect(body.data).toMatchObject([
    { start: '2031-03-03T11:30:00.000Z', location: 'Room 6', description: 'Bring a ruler.', attendees: [{ email }] },
  ]);

  await page.getByRole('link', { name: 'Month' }).click();
  await page.waitForURL(/view=month/);
  await event(page, 'Geometry').waitFor();
  await event(page, 'Geometry').click();
  await heading(page, 'Geometry').waitFor();
  const room = page.getByRole('link', { name: 'Open the room' });
  await expectSoon(() => room.getAttribute('href')).toBe(body.data[0].session.url);
});

it('goes on with a drag while others book', async () => {
  const { id } = await openType(host, { title: 'Algebra' });
  const lesson = await bookAdHoc('Lesson', '2031-03-03T10:00:00Z', '2031-03-03T11:00:00Z');
  const page = await openCalendar('?view=week&date=2031-03-03');
  const { x, y, hour } = await placeOf(page, 'Lesson');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + hour / 2, { steps: 4 });
  const read = page.waitForResponse(/\/bookings\?/);
  await bookSlot(api, id, { start: '2031-03-03T14:00:00Z' });
  await read;
  await page.mouse.move(x, y + hour, { steps: 4 });
  await page.mouse.up();
  await page.getByText('The booking is moved, and everybody is told.').waitFor();
  await event(page, 'Algebra').waitFor();
  expect((await host.api.get(`/bookings/${lesson.id}`)).body.start).toBe('2031-03-03T11:00:00.000Z');
});

it('is a journey for the keyboard alone', async () => {
  const page = await openDashboard(browser, apiUrl, '/calendar?date=2031-03-03', {
    reducedMotion: 'reduce',
    expectedTrouble: /412/,
  });
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const command = async (typed: string) => {
    await press('Control+K');
    await page.locator('input:focus[placeholder="What do you want to do?"]').waitFor();
    await page.keyboard.type(typed);
    await press('ArrowDown', 'Enter');
  };
  /** By tab only, as somebody who sees where the focus is. */
  const tabTo = async (name: string) => {
    for (let tabs = 0; tabs < 80; tabs += 1) {
      await press('Tab');
      if ((await focusedIn(page)).includes(name)) return;
    }
    throw new Error(`No tab leads to ${name}.`);
  };
  await page.locator('input[name=identifier]').waitFor();
  await press('Tab');
  await page.keyboard.type(host.email);
  await press('Tab');
  await page.keyboard.type(host.password);
  await press('Enter');
  await heading(page, 'My calendar').waitFor();
  await tabTo('New booking…');
  await press('Enter');
  await page.getByRole('dialog').waitFor();
  await press('Escape');
  await eventually(
    () => focusedIn(page),
    (focused) => focused.includes('New booking'),
  );
  await press('Enter');
  await page.getByRole('dialog').waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await page.keyboard.type('Geometry');
  await press('Enter');
  await page.getByText('It is booked, and everybody is told.').waitFor();

  await tabTo('Geometry');
  await press('m');
  await page.getByRole('dialog', { name: 'Move the booking' }).waitFor();
  await holdBookings(page);
  const { body } = await host.api.get('/bookings?q=Geometry');
  await host.api.patch(`/bookings/${body.data[0].id}`, { description: 'Bring a ruler.' });
  await press('ArrowUp', 'Enter');
  await page.getByRole('alert').getByText('The resource has changed').waitFor();
  await press('Enter');
  await page.getByText('The booking is moved, and everybody is told.').waitFor();
  await tabTo('Geometry');
  await press('Enter');
  await heading(page, 'Geometry').waitFor();
  await tabTo('Cancel…');
  await press('Enter');
  await page.getByRole('dialog', { name: 'Cancel the booking' }).waitFor();
  await page.keyboard.type('The pupil is ill.');
  await tabTo('Cancel the booking');
  await press('Enter');
  await page.getByText('The booking is cancelled, and everybody is told.').waitFor();
  await command('sign out');
  await heading(page, 'Sign in').waitFor();
});

it('shows in every tab what others book, while somebody is signed in', async () => {
  const { id } = await openType(host, { title: 'Algebra' });
  const first = await openCalendar('?view=week&date=2031-03-03');
  await heading(first, 'My calendar').waitFor();
  const second = await first.context().newPage();
  const streams: string[] = [];
  second.on('request', (request) => {
    if (request.url().endsWith('/notifications/stream')) streams.push(request.method());
  });
  await second.goto(`${apiUrl}/app/bookings`);
  await second.getByText('You have no bookings yet.').waitFor();
  const { manageUrl } = await bookSlot(api, id, { start: '2031-03-03T10:00:00Z' });
  await Promise.all([first, second].map((page) => event(page, 'Algebra').waitFor()));
  // An account has few streams: one tab has one, and the next when it is closed.
  expect(streams).toEqual([]);

  // Whoever is at a booking stays there when it moves.
  await event(first, 'Algebra').focus();
  const token = new URL(manageUrl).pathname.split('/').at(-1);
  await api.post(`/manage/${token}/reschedule`, { start: '2031-03-04T10:00:00Z' });
  await event(first, '4 March 2031').waitFor();
  await eventually(
    () => focusedIn(first),
    (focused) => focused.includes('Algebra'),
  );

  const taken = second.waitForRequest(/\/notifications\/stream$/);
  await first.close();
  const stream = await taken;
  const closed = new Promise<void>((resolve) => {
    const note = (request: Request) => {
      if (request === stream) resolve();
    };
    second.on('requestfailed', note).on('requestfinished', note);
  });
  await bookSlot(api, id, { start: '2031-03-03T12:00:00Z' });
  await event(second, 'Algebra').nth(1).waitFor();
  await button(second, 'Sign out').click();
  await closed;
  await heading(second, 'Sign in').waitFor();
  expect(streams).toEqual(['GET']);
});

it('shows a month of 1,000 bookings with as many elements as of a few, and nights when they are wanted', async () => {
  const db = sharedDatabase();
  // Every half hour of the days from 7 to 21, and one in the night.
  await db.query(
    `INSERT INTO bookings (organizer_id, title, starts_at, ends_at, time_zone)
     SELECT $1::uuid, 'Lesson ' || n, at, at + interval '30 minutes', 'UTC' FROM generate_series(1, 999) n,
       LATERAL (SELECT timestamptz '2031-02-24T07:00Z' + n / 28 * interval '1 day' + n % 28 * interval '30 minutes' AS at) t
     UNION ALL SELECT $1::uuid, 'Night watch', '2031-03-03T02:00Z', '2031-03-03T03:00Z', 'UTC'`,
    [host.id],
  );
  await db.end();
  const asked: string[] = [];
  const page = await openCalendar('?view=month&date=2031-03-15', { reducedMotion: 'reduce' });
  page.on('request', (request) => asked.push(request.url()));
  await page
    .getByText(/^\d+ more$/)
    .first()
    .waitFor();
  expect(await page.getByText('There are more bookings than the calendar shows.').count()).toBe(0);
  await expectSoon(() => page.locator('main *').count()).toBeLessThan(3000);
  await page.getByRole('link', { name: 'Week', exact: true }).click();
  await page.waitForURL(/view=week/);
  await event(page, 'Lesson 400').first().waitFor();
  // Nothing but the week is asked for anew, a hundred at a time.
  expect(asked.filter((url) => /\/bookings\?/.test(url)).length).toBeLessThan(20);

  await page.goto(`${apiUrl}/app/calendar?view=day&date=2031-03-03`);
  await page.getByRole('link', { name: 'Show nights (1 booking)' }).waitFor();
  expect(await event(page, 'Night watch').count()).toBe(0);
  await page.getByRole('link', { name: 'Show nights (1 booking)' }).press('Enter');
  await event(page, 'Night watch').waitFor();
  await expectSoon(() => focusedIn(page)).toBe('Hide nights');
  await page.getByRole('link', { name: 'Hide nights' }).click();
  await event(page, 'Night watch').waitFor({ state: 'detached' });

  await page.goto(`${apiUrl}/app/bookings?from=2031-03-01`);
  await page.getByText(/bookings on this page/).waitFor();
  await expectSoon(() => page.locator('tbody tr').count()).toBeLessThanOrEqual(100);
});

it('shows nothing any more when the login session is ended elsewhere', async () => {
  const page = await openDashboard(browser, apiUrl, '/calendar', { expectedTrouble: /401/ });
  const streams = page.waitForResponse(/\/notifications\/stream$/);
  await signInAs(page, host.email, host.password);
  await streams;
  expect((await host.api.delete('/auth/sessions')).status).toBe(200);
  await heading(page, 'Sign in').waitFor();
});

it.each([
  ['en-GB', 'Waiting for confirmation', 'Not free', DARK_TELEPHONE],
  ['fr-FR', 'En attente de confirmation', 'Pas libre', LIGHT_TELEPHONE],
])('shows everybody their days (%s)', async (locale, pending, busy, looks) => {
  const { id } = await openType(host, { title: 'Algebra', requiresConfirmation: true });
  await bookSlot(api, id, { start: '2031-03-03T10:00:00Z' });
  await bookAdHoc('Paperwork', '2031-03-03T13:00:00Z', '2031-03-03T14:00:00Z');
  const page = await openCalendar('?date=2031-03-03', { locale, reducedMotion: 'reduce' });
  await event(page, `Algebra (${pending})`).waitFor();
  // What is booked in an absence divides it.
  await createOutOfOffice(host, { start: '2031-03-03T09:00:00Z', end: '2031-03-03T12:00:00Z' });
  await page.reload();
  await expectSoon(() => page.getByText(busy, { exact: true }).count()).toBe(2);
  await expectSound(page, looks);
});
