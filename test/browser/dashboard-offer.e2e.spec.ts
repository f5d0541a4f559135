import { LOOK_AGAIN_MS } from '../../admin/src/waitlist/waitlists.js';
import { createSchedule } from '../factories/availability.js';
import { slot } from '../factories/booking.js';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { ALWAYS, bookSlot, openType } from '../factories/slot.js';
import { joinWaitlist } from '../factories/waitlist.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedSystem } from '../support/shared-system.mjs';
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

it('says when its people are away, what was booked before then, and takes that back', async () => {
  const booked = { title: 'Algèbre', start: '2031-03-03T10:00:00Z', end: '2031-03-03T11:00:00Z' };
  const { body: booking } = await host.api.post('/bookings', booked);
  const page = await openDashboard(browser, apiUrl, '/absences', {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    expectedTrouble: /400/,
  });
  await signInAs(page, host.email, host.password);
  await page.getByText('Vous n’êtes jamais absent.').waitFor();
  await page.getByLabel('Premier jour').fill('2031-03-03');
  await page.getByLabel('Dernier jour').fill('2034-03-07');
  await page.getByLabel('Note').fill('À la mer');
  await button(page, 'Ajouter').click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Dernier jour').fill('2031-03-07');
  await button(page, 'Ajouter').click();
  await page.getByText('Ce qui était déjà réservé reste.').waitFor();
  await page.locator(`a[href$="/bookings/${booking.id}"]`).waitFor();
  await page.getByRole('cell', { name: 'lundi 3 – vendredi 7 mars 2031', exact: true }).waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  const { body } = await host.api.get('/out-of-office');
  expect(body.data).toMatchObject([{ from: '2031-03-03', to: '2031-03-07', reason: 'vacation', note: 'À la mer' }]);

  await page.getByRole('button', { name: /^Retirer/ }).click();
  await page.getByText('Vous n’êtes jamais absent.').waitFor();
  await page.locator('[role=status]:focus').waitFor();
  expect((await host.api.get('/out-of-office')).body.data).toEqual([]);
});

it('makes and changes what people can book, and shows what that offers', async () => {
  await createSchedule(host, { weekly: ALWAYS });
  const slug = newEmail('algebra').split('@')[0]!;
  const page = await openDashboard(browser, apiUrl, '/event-types', {
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    expectedTrouble: /409|412/,
  });
  await signInAs(page, host.email, host.password);
  await page.getByText('You offer nothing yet.').waitFor();
  await page.getByRole('link', { name: 'New event type' }).click();
  await heading(page, 'New event type').waitFor();
  await page.getByLabel('Title').fill('Algebra');
  await page.getByLabel('Name in addresses').fill(slug);
  await page.getByLabel('Minutes', { exact: true }).fill('30, 60');
  await page.getByLabel('Each booking has a room').check();
  await button(page, 'Make it').click();
  await heading(page, 'Algebra').waitFor();
  await page.getByRole('region', { name: 'What people are offered' }).getByRole('listitem').first().waitFor();
  await expectSound(page, DARK_TELEPHONE);
  const { id, ...made } = (await host.api.get('/event-types')).body.data[0];
  expect(made).toMatchObject({ slug, durations: [30, 60], isPublic: true, isActive: true, withSession: true });
  const sharing = page.getByRole('region', { name: 'Where people book it' });
  await sharing.getByText('Sites that may show it: http://localhost:9').waitFor();
  await sharing.getByLabel('Day').fill('2031-03-15');
  await sharing.getByLabel('Minutes').selectOption('60');
  await button(page, 'Copy this link').click();
  await expectSoon(() => page.evaluate('navigator.clipboard.readText()')).toBe(
    `${apiUrl}/book/${slug}?date=2031-03-15&duration=60`,
  );
  await sharing.getByText(`<div data-lyceum-book="${slug}"></div>`).waitFor();
  const tab = page.waitForEvent('popup');
  await sharing.getByRole('link', { name: 'Look at the page (new tab)' }).click();
  expect((await tab).url()).toBe(`${apiUrl}/book/${slug}`);

  await host.api.patch(`/event-types/${id}`, { location: 'Room 1' });
  await page.getByLabel('Title').fill('Algebra II');
  // Who comes back to the tab later gets what is new, and keeps what is typed.
  await page.clock.setFixedTime(Date.now() + 60_000);
  const read = page.waitForResponse(new RegExp(`/event-types/${id}$`));
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`);
  expect(await (await read).json()).toMatchObject({ location: 'Room 1' });
  await page.getByLabel('It can be booked now').uncheck();
  await button(page, 'Save').click();
  await page.getByRole('alert').waitFor();
  await expectSoon(() => page.getByLabel('Title').inputValue()).toBe('Algebra II');
  await button(page, 'Show what is saved now').click();
  await expectSoon(() => page.getByLabel('Title').inputValue()).toBe('Algebra');
  await page.getByLabel('Title').fill('Algebra II');
  await page.getByLabel('It can be booked now').uncheck();
  await page.getByLabel('After the booking, guests go on to').fill('https://school.example/thanks');
  await page.getByLabel('Tell that page what was booked').check();
  await host.api.patch(`/event-types/${id}`, { requiresConfirmation: true });
  await button(page, 'Save').click();
  await button(page, 'Save mine anyway').click();
  await page.getByText('It is saved.').waitFor();
  await expectSoon(() => page.evaluate('document.activeElement.innerText')).toBe('It is saved.');
  await page.getByText('Nothing, because it is not active.').waitFor();
  await sharing.getByText('Nowhere now, because it is not active.').waitFor();
  expect((await host.api.get(`/event-types/${id}`)).body).toMatchObject({
    title: 'Algebra II',
    isActive: false,
    location: 'Room 1',
    successRedirectUrl: 'https://school.example/thanks',
    redirectsWithBooking: true,
    redirectsInFrames: false,
  });
  await page.getByRole('link', { name: 'All event types' }).click();
  await page.getByRole('row', { name: /Algebra II.*Not active/ }).waitFor();
  const more = Array.from({ length: 20 }, (_, n) => ({
    title: `Geometry ${n}`,
    slug: `${slug}-${n}`,
    durations: [30],
  }));
  await Promise.all(more.map((type) => host.api.post('/event-types', type)));
  await page.getByLabel('Order').selectOption('Newest first');
  await page.waitForURL(/sort=-createdAt/);
  await page.getByText('20 event types on this page').waitFor();
  await page.getByRole('link', { name: 'Next page' }).click();
  await page.getByText('1 event type on this page').waitFor();
  await page.getByRole('row', { name: /Algebra II.*Not active/ }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
});

it('says who waits for what its people give, and takes them off the list', async () => {
  const page = await openDashboard(browser, apiUrl, '/waitlist', { locale: 'fr-FR', reducedMotion: 'reduce' });
  await page.clock.install();
  await signInAs(page, host.email, host.password);
  await page.getByText('Personne ne peut encore vous attendre.').waitFor();
  const type = await openType(host, { title: 'Algèbre', seats: 3 });
  const wait = (name: string) =>
    joinWaitlist({ api }, type.id, slot(10), { seats: 2, attendee: { name, email: newEmail('guest') } });
  await bookSlot(api, type.id, slot(10), { seats: 2 });
  await wait('Alan Turing');

  await page.goto(`${apiUrl}/app/event-types/${type.id}`);
  await page.getByRole('link', { name: 'Qui l’attend' }).click();
  await heading(page, 'Liste d’attente').waitFor();
  const row = page.getByRole('row', { name: /Alan Turing.*60 minutes, 2 places.*En attente/ });
  await row.waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  // Who comes meanwhile is shown without a reload.
  const grace = await wait('Grace Hopper');
  await page.clock.fastForward(LOOK_AGAIN_MS);
  await page.getByRole('row', { name: /Grace Hopper/ }).waitFor();

  await row.getByRole('button', { name: /^Retirer/ }).click();
  await button(page, 'Retirer de la liste d’attente').click();
  await page.getByText('Alan Turing n’est plus sur la liste d’attente et en est averti.').waitFor();
  await page.locator('[role=status]:focus').waitFor();
  // Of everything that one gives, from another press on.
  await openType(host, { title: 'Géométrie' });
  const ofAll = page.getByLabel('Rendez-vous');
  await ofAll.selectOption('Tous');
  await expectSoon(() => new URL(page.url()).searchParams.get('type')).toBe(null);
  await page.getByRole('row', { name: /Grace Hopper.*Algèbre/ }).waitFor();
  await page.getByLabel('État').selectOption('En attente');
  await page.getByText('1 inscription sur cette page').waitFor();
  await page.getByText(grace.attendee.email).waitFor();
  await page.getByLabel('État').selectOption('Retiré');
  await page.getByRole('row', { name: /Alan Turing.*Retiré/ }).waitFor();
  await expectSoon(() => new URL(page.url()).searchParams.get('status')).toBe('removed');

  await button(page, 'Retirer les filtres').click();
  await button(page, 'Proposer… (Grace Hopper)').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Moment libre').selectOption(new Date(slot(11).start).toISOString());
  await dialog.getByRole('button', { name: 'Proposer ce moment' }).click();
  await page.getByText('Grace Hopper est averti de la proposition.').waitFor();
  await page.getByRole('row', { name: /Grace Hopper.*Proposé.*Retenu jusqu’au/ }).waitFor();
  await page.getByText('Aucun moment n’est retenu.').waitFor();
  const held = await api.post('/holds', { eventTypeId: type.id, start: slot(12).start });
  expect(held.status).toBe(201);
  await page.clock.fastForward(LOOK_AGAIN_MS);
  await page.getByRole('button', { name: /^Libérer…/ }).click();
  await expectSound(page, DARK_TELEPHONE);
  await dialog.getByRole('button', { name: 'Le libérer' }).click();
  await page.getByText('Le moment est de nouveau libre.').waitFor();
  await page.getByText('Aucun moment n’est retenu.').waitFor();
  expect((await api.get(`/holds/${held.body.id}`)).status).toBe(404);
});

it('leads bookings into calendar programs, and the events of others to bookings', async () => {
  const page = await openDashboard(browser, apiUrl, '/calendars', {
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    expectedTrouble: /400/,
  });
  const dialog = page.getByRole('dialog');
  const copied = (): Promise<string> => page.evaluate('navigator.clipboard.readText()');
  const feed = async () => (await host.api.get('/calendar-feeds')).body.data[0];
  await signInAs(page, host.email, host.password);
  await page.getByText('No calendar program reads your bookings.').waitFor();
  await page.getByText('No other calendar takes your time.').waitFor();
  await button(page, 'New address…').click();
  await dialog.getByLabel('What it shows').selectOption('My bookings');
  await expectSound(page, DARK_TELEPHONE);
  await button(page, 'Make it').click();
  await page.getByText('The address is there.').waitFor();
  await button(page, 'Copy the address (My bookings)').click();
  await button(page, 'Copied (My bookings)').waitFor();
  const { url } = await feed();
  await expectSoon(copied).toBe(url);
  await button(page, 'New address… (My bookings)').click();
  await button(page, 'Give it a new address').click();
  await page.locator('[role=status]:focus').getByText('The address is a new one.').waitFor();
  const { url: next } = await feed();
  expect(next).not.toBe(url);
  await page.getByText(next).waitFor();

  await button(page, 'Add a calendar…').click();
  await dialog.getByLabel('Name').fill('At home');
  await dialog.getByLabel('Address').fill('https://127.0.0.1:1/secret.ics');
  await button(page, 'Add it').click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Address').fill('https://calendar.invalid/secret.ics');
  await button(page, 'Add it').click();
  await page.getByText('At home is added, and read at once.').waitFor();
  await page.getByText('Cannot be read').waitFor();
  const [calendar] = (await host.api.get('/external-calendars')).body.data;
  await page.getByText(calendar.lastError.message).waitFor();
  await expectSound(page, DARK_TELEPHONE);
  const synced = page.waitForResponse(/\/sync$/);
  await button(page, 'Read it now (At home)').click();
  expect((await synced).status()).toBe(202);
  await button(page, 'Change… (At home)').click();
  await dialog.getByLabel('Name').fill('In the office');
  await button(page, 'Save').click();
  await page.getByText('It is saved.').waitFor();
  await button(page, 'Remove… (In the office)').click();
  await button(page, 'Remove it').click();
  await page.locator('[role=status]:focus').getByText('In the office is removed').waitFor();
  await button(page, 'Remove… (My bookings)').click();
  await button(page, 'Remove it').click();
  await page.getByText('No calendar program reads your bookings.').waitFor();
  expect((await host.api.get('/calendar-feeds')).body.data).toEqual([]);
  expect((await host.api.get('/external-calendars')).body.data).toEqual([]);
});
