import { LOOK_AGAIN_MS } from '../../admin/src/waitlist/waitlists.js';
import { createSchedule } from '../factories/availability.js';
import { slot } from '../factories/booking.js';
import { addManyMembers, addMember, createOrganization } from '../factories/organization.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../factories/person.js';
import { ALWAYS, bookSlot, openType, publicType } from '../factories/slot.js';
import { joinWaitlist, untilEntryIs } from '../factories/waitlist.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { button, DARK_TELEPHONE, expectSound, heading, LIGHT_TELEPHONE, openDashboard, signInAs } from './dashboard.js';
import { expectSoon } from './expect-soon.js';
import { offered } from './offered.js';

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
  const preview = page.getByRole('region', { name: 'What people are offered' });
  await preview.getByRole('listitem').first().waitFor();
  await preview.getByLabel('Start (Europe/London)').fill('2020-03-02T10:07');
  await button(page, 'Say why').click();
  await preview.getByText(/cannot be booked:$/).waitFor();
  await preview.getByText('It is over.').waitFor();
  await expectSound(page, DARK_TELEPHONE);
  const { id, ...made } = (await host.api.get('/event-types')).body.data[0];
  expect(made).toMatchObject({ slug, durations: [30, 60], isPublic: true, isActive: true, withSession: true });
  // What is booked meanwhile is offered no more.
  const first = preview.getByRole('listitem').first();
  const before = await first.innerText();
  const range = { from: new Date().toISOString(), to: new Date(Date.now() + 86_400_000).toISOString() };
  const { body: slots } = await api.get('/slots', { query: { eventTypeId: id, ...range } });
  await bookSlot(api, id, slots.data[0]);
  await expectSoon(() => first.innerText()).not.toBe(before);
  const sharing = page.getByRole('region', { name: 'Where people book it' });
  await sharing.getByText('Sites that may show it: http://localhost:9').waitFor();
  await sharing.getByLabel('Day').fill('2031-03-15');
  await sharing.getByLabel('Minutes').selectOption('60');
  await button(page, 'Copy this link').click();
  await expectSoon(() => page.evaluate('navigator.clipboard.readText()')).toBe(
    `${apiUrl}/book/${slug}?date=2031-03-15&duration=60`,
  );
  await sharing.getByText(`<div data-lyceum-book="${slug}"></div>`).waitFor();
  const opened = page.waitForEvent('popup');
  await sharing.getByRole('link', { name: 'Look at the page (new tab)' }).click();
  const tab = await opened;
  expect(tab.url()).toBe(`${apiUrl}/book/${slug}`);
  // Before the clock of both is another one, which would be in the middle of what it loads.
  await tab.close();

  await host.api.patch(`/event-types/${id}`, { location: 'Room 1' });
  await page.getByLabel('Title').fill('Algebra II');
  // Who comes back to the tab later gets what is new, and keeps what is typed.
  await page.clock.setFixedTime(Date.now() + 60_000);
  const read = page.waitForResponse(new RegExp(`/event-types/${id}$`));
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`);
  expect(await (await read).json()).toMatchObject({ location: 'Room 1' });
  // What was said of the one before may be wrong by now.
  await preview.getByText('It is over.').waitFor({ state: 'detached' });
  await page.getByLabel('It can be booked now').uncheck();
  await button(page, 'Save').click();
  await page.getByRole('alert').waitFor();
  await expectSoon(() => page.getByLabel('Title').inputValue()).toBe('Algebra II');
  await button(page, 'Show what is saved now').click();
  await expectSoon(() => page.getByLabel('Title').inputValue()).toBe('Algebra');
  await page.getByLabel('Title').fill('Algebra II');
  await page.getByLabel('It can be booked now').uncheck();
  await page.getByLabel('Tell that page what was booked').check();
  await host.api.patch(`/event-types/${id}`, { requiresConfirmation: true });
  await button(page, 'Save').click();
  await button(page, 'Save mine anyway').waitFor();
  await page.getByLabel('After the booking, guests go on to').fill('https://school.example/thanks');
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
  await expectSoon(() => ofAll.inputValue()).toBe('Algèbre');
  await ofAll.fill('');
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

it('asks whoever books, says how much there is of it, and archives it', async () => {
  await createSchedule(host, { weekly: ALWAYS });
  const page = await openDashboard(browser, apiUrl, '/event-types/new', {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    expectedTrouble: /400/,
  });
  await signInAs(page, host.email, host.password);
  await page.getByLabel('Titre', { exact: true }).fill('Algèbre');
  await page.getByLabel('Description').fill('Apportez ce que vous avez essayé.');
  await page.getByLabel('Minutes d’un début proposé au suivant').fill('30');
  await page.getByLabel('Jusqu’à quand').selectOption('Tant de jours à partir d’aujourd’hui');
  await page.getByLabel('Jours à partir d’aujourd’hui').fill('3000');
  await page.getByLabel('Réservations par jour').fill('4');
  await page.getByLabel('Minutes réservées par semaine').fill('600');
  await page.getByLabel('Places').fill('3');
  await page.getByLabel('Rappeler comme partout ici').uncheck();
  await page.getByLabel('Rappels, en minutes avant le début').fill('1440, 60');
  await page.getByLabel('Ce que l’on écrit dans cette salle').selectOption('Python');
  const question = (number: number) => page.getByRole('group', { name: `Question ${number}` });
  await button(page, 'Ajouter une question').click();
  await page.keyboard.type('Vous venez pour quoi ?');
  await question(1).getByLabel('Réponse').selectOption('Un choix parmi plusieurs');
  await question(1).getByLabel('Choix').fill('Anneaux\nCorps');
  await question(1).getByLabel('Il faut y répondre').check();
  await button(page, 'Ajouter une question').click();
  await page.keyboard.type('Acceptez-vous l’enregistrement ?');
  await question(2).getByLabel('Réponse').selectOption('Oui ou non, ou un accord');
  await question(2).getByLabel('Il faut être d’accord').check();
  await button(page, 'Ajouter une question').click();
  await page.keyboard.type('Autre chose ?');
  await expectSound(page, LIGHT_TELEPHONE);
  await button(page, 'Monter (Question 2)').click();
  await button(page, 'Retirer (Question 3)').click();
  expect(await page.evaluate('document.activeElement.innerText')).toBe('Ajouter une question');

  // Beyond what a browser knows: a week has to hold a day.
  await page.getByLabel('Réservations par semaine').fill('2');
  await button(page, 'Créer').click();
  await expectSoon(() => page.getByLabel('Réservations par jour').getAttribute('aria-invalid')).toBe('true');
  await page.getByLabel('Réservations par semaine').fill('');
  await button(page, 'Créer').click();
  await heading(page, 'Algèbre').waitFor();
  const [made] = (await host.api.get('/event-types')).body.data;
  expect(made).toMatchObject({
    description: 'Apportez ce que vous avez essayé.',
    slotIntervalMinutes: 30,
    bookingWindow: { kind: 'rolling', days: 3000 },
    limits: { day: { bookings: 4 }, week: { minutes: 600 } },
    seats: 3,
    reminderMinutes: [1440, 60],
    sessionLanguage: 'python',
    questions: [
      { key: 'acceptez_vous_l_enregistrement', type: 'boolean', required: true },
      { key: 'vous_venez_pour_quoi', type: 'choice', required: true, options: ['Anneaux', 'Corps'] },
    ],
  });

  // What is saved again without a change is no change.
  await button(page, 'Enregistrer').click();
  await page.getByText('C’est enregistré.').waitFor();
  expect((await host.api.get(`/event-types/${made.id}`)).body).toMatchObject({ version: made.version });
  await button(page, 'L’archiver…').click();
  await button(page, 'L’archiver').click();
  await page.getByText('Vous ne proposez encore rien.').waitFor();
  expect((await host.api.get(`/event-types/${made.id}`)).status).toBe(404);
});

it('shows people what they wait for, and books what is offered to them', async () => {
  const [grace] = await signUpAllVerified(api, 'Grace Hopper');
  const algebra = await openType(host, { title: 'Algebra' });
  const geometry = await publicType(host, { title: 'Geometry' });
  const { id: taken } = await bookSlot(api, algebra.id, slot(10));
  await bookSlot(api, geometry.id, slot(14));
  const { id: entry } = await joinWaitlist(grace, algebra.id, slot(10));
  await joinWaitlist(grace, geometry.id, slot(14));
  const page = await openDashboard(browser, apiUrl, '/waitlist', { reducedMotion: 'reduce' });
  await page.clock.install();
  await signInAs(page, grace.email, grace.password);
  await page.getByText('Nobody can wait for you yet.').waitFor();
  const own = page.getByRole('region', { name: 'What I wait for' });
  await own
    .getByRole('group', { name: /^Geometry/ })
    .getByText('Waits')
    .waitFor();
  await own.getByRole('button', { name: /^Leave… \(Geometry/ }).click();
  await button(page, 'Leave the waitlist').click();
  await page.locator('[role=status]:focus').getByText('You wait for it no more.').waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await host.api.post(`/bookings/${taken}/cancel`, {});
  await untilEntryIs('offered', grace, entry);
  await page.clock.fastForward(LOOK_AGAIN_MS);
  await own.getByRole('button', { name: /^Accept… \(Algebra/ }).click();
  await button(page, 'Book it').click();
  await heading(page, 'Algebra').waitFor();
  expect((await grace.api.get('/waitlist')).body.data.map(({ status }: { status: string }) => status).sort()).toEqual([
    'accepted',
    'left',
  ]);
});

it('finds who gives it and what it takes among more than a list shows', async () => {
  const [owner, grace] = await signUpAllVerified(api, 'Ada Lovelace', 'Grace Hopper');
  const id = await createOrganization(owner);
  await addMember(owner, id, grace);
  await addManyMembers(id);
  const rooms = Array.from({ length: 21 }, (_, n) => `Room ${n + 10}`);
  const make = (name: string) => owner.api.post('/bookables', { name, kind: 'room', organizationId: id });
  await Promise.all(rooms.map(make));
  const { body: aula } = await make('Zoology aula');
  const page = await openDashboard(browser, apiUrl, `/organizations/${id}/event-types/new`, {
    reducedMotion: 'reduce',
  });
  await signInAs(page, owner.email, owner.password);
  await page.getByLabel('Title').fill('Algebra');
  await page.getByLabel('How somebody is chosen').selectOption('All of them together');
  await page.getByRole('checkbox', { name: 'Ada Lovelace', checked: true }).waitFor();
  await expectSoon(() => page.getByRole('group', { name: 'Who gives it' }).getByRole('checkbox').count()).toBe(1);
  await page.getByLabel('Add a member').fill('hopper');
  await page.getByLabel('Add a member').fill(await offered(page, 'Grace Hopper'));
  await page.getByRole('checkbox', { name: 'Grace Hopper', checked: true }).waitFor();
  await page.getByLabel('Add a room or a device').fill('zoo');
  await page.getByLabel('Add a room or a device').fill(await offered(page, 'Zoology aula'));
  await button(page, 'Remove (Zoology aula)').waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await button(page, 'Make it').click();
  await heading(page, 'Algebra').waitFor();
  const [made] = (await owner.api.get('/event-types', { query: { organizationId: id } })).body.data;
  expect(made).toMatchObject({ assignment: 'collective', requiredBookableIds: [aula.id] });
  expect(made.hosts.map(({ name }: { name: string }) => name).sort()).toEqual(['Ada Lovelace', 'Grace Hopper']);
  await button(page, 'Give copies…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Add a member').fill('hopper');
  await dialog.getByLabel('Add a member').fill(await offered(page, 'Grace Hopper'));
  await dialog.getByRole('checkbox', { name: 'Grace Hopper', checked: true }).waitFor();
  await button(page, 'Give them copies').click();
  await page.getByRole('row', { name: /Grace Hopper.*Active/ }).waitFor();
  // Who gives it and does not manage it has no form that would be refused.
  const hers = await openDashboard(browser, apiUrl, `/event-types/${made.id}`, { reducedMotion: 'reduce' });
  await signInAs(hers, grace.email, grace.password);
  await hers.getByText('Ada Lovelace and those who manage the organization can change it.').waitFor();
  expect(await button(hers, 'Save').count()).toBe(0);

  await page.goto(`${apiUrl}/app/calendars`);
  await button(page, 'New address…').click();
  await dialog.getByLabel('What it shows').selectOption('A room or a device');
  await dialog.getByLabel('Which one').fill('zoo');
  await dialog.getByLabel('Which one').fill(await offered(page, 'Zoology aula'));
  await button(page, 'Make it').click();
  await page.getByRole('heading', { name: 'Zoology aula' }).waitFor();
  expect((await owner.api.get('/calendar-feeds')).body.data).toMatchObject([
    { scope: 'bookable', bookableId: aula.id },
  ]);
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
  await dialog.getByLabel('Name', { exact: true }).fill('At home');
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
  await dialog.getByLabel('Name', { exact: true }).fill('In the office');
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
