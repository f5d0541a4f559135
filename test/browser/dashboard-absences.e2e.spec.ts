import { createBookable, createSchedule } from '../factories/availability.js';
import { slot } from '../factories/booking.js';
import { addMember, createOrganization } from '../factories/organization.js';
import { type Person, signUp, signUpAllVerified } from '../factories/person.js';
import { ALWAYS, bookSlot, publicType } from '../factories/slot.js';
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

  await page.getByRole('button', { name: /^Modifier…/ }).click();
  await page.getByRole('dialog').getByLabel('Dernier jour').fill('2031-03-08');
  await page.getByRole('dialog').getByLabel('Raison').selectOption('Maladie');
  await button(page, 'Enregistrer').click();
  await page.locator('[role=status]:focus').getByText('C’est modifié.').waitFor();
  await page.locator(`a[href$="/bookings/${booking.id}"]`).waitFor();
  await page.getByRole('cell', { name: 'lundi 3 – samedi 8 mars 2031', exact: true }).waitFor();
  const [changed] = (await host.api.get('/out-of-office')).body.data;
  expect(changed).toMatchObject({ to: '2031-03-08', reason: 'sick', note: 'À la mer' });

  await page.getByRole('button', { name: /^Retirer/ }).click();
  await page.getByText('Vous n’êtes jamais absent.').waitFor();
  await page.locator('[role=status]:focus').waitFor();
  expect((await host.api.get('/out-of-office')).body.data).toEqual([]);
  await button(page, 'Rétablir').click();
  await page.locator('[role=status]:focus').getByText('Vous êtes bien absent alors.').waitFor();
  await page.locator(`a[href$="/bookings/${booking.id}"]`).waitFor();
  const { id: _id, version: _version, createdAt: _created, updatedAt: _updated, ...before } = changed;
  expect((await host.api.get('/out-of-office')).body.data).toMatchObject([before]);
});

it('says for which hours they are away, and who is booked instead', async () => {
  const [owner, grace] = await signUpAllVerified(api, 'Ada Lovelace', 'Grace Hopper');
  const organizationId = await createOrganization(owner);
  await addMember(owner, organizationId, grace);
  for (const person of [owner, grace]) await createSchedule(person, { weekly: ALWAYS });
  const page = await openDashboard(browser, apiUrl, '/absences', { timezoneId: 'UTC', reducedMotion: 'reduce' });
  await signInAs(page, owner.email, owner.password);
  await page.getByLabel('Not all day: from one hour to another (UTC)').check();
  await page.getByLabel('From', { exact: true }).fill(slot(9).start.slice(0, 16));
  await page.getByLabel('Until', { exact: true }).fill(slot(12).start.slice(0, 16));
  await page.getByLabel('Somebody else instead').fill('hopper');
  await page.getByLabel('Somebody else instead').fill(await offered(page, 'Grace Hopper'));
  await button(page, 'Add').click();
  await page.getByText('Instead: Grace Hopper').waitFor();
  await expectSoon(() => page.getByLabel('Somebody else instead').inputValue()).toBe('');
  await expectSound(page, DARK_TELEPHONE);
  const type = await publicType(owner, { organizationId });
  expect((await bookSlot(api, type.id, slot(10))).organizer.id).toBe(grace.id);

  await page.getByRole('button', { name: /^Change…/ }).click();
  const dialog = page.getByRole('dialog');
  await expectSoon(() => dialog.getByLabel('Somebody else instead').inputValue()).toMatch(/^Grace Hopper/);
  await dialog.getByLabel('Note').fill('At the dentist');
  await button(page, 'Save').click();
  await page.getByText('At the dentist').waitFor();
  const kept = { start: slot(9).start, end: slot(12).start, note: 'At the dentist', from: null };
  const listed = async () => (await owner.api.get('/out-of-office')).body.data;
  expect(await listed()).toMatchObject([{ ...kept, standInId: grace.id }]);
  await page.getByRole('button', { name: /^Change…/ }).click();
  await dialog.getByLabel('Somebody else instead').fill('');
  await button(page, 'Save').click();
  await page.getByText('Instead: Grace Hopper').waitFor({ state: 'detached' });
  expect(await listed()).toMatchObject([{ ...kept, standInId: null }]);
});

it('says when a room is open, and when it is closed', async () => {
  const [grace] = await signUpAllVerified(api, 'Grace Hopper');
  const organizationId = await createOrganization(host, 'Analytical Engines');
  await addMember(host, organizationId, grace);
  const roomId = await createBookable(host, { organizationId, timeZone: 'UTC' });
  const page = await openDashboard(browser, apiUrl, `/organizations/${organizationId}/bookables`, {
    locale: 'fr-FR',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  await signInAs(page, host.email, host.password);
  await page.getByRole('link', { name: 'Room 5' }).click();
  await heading(page, 'Room 5').waitFor();
  await page.getByText('Ce n’est jamais fermé.').waitFor();
  await page.getByText('C’est toujours ouvert.', { exact: true }).waitFor();
  await page.getByLabel('Premier jour').fill('2031-03-03');
  await page.getByLabel('Raison').selectOption('Entretien');
  await button(page, 'Ajouter').click();
  await page.getByText('Personne ne peut le réserver alors.').waitFor();
  await page.getByRole('cell', { name: 'lundi 3 mars 2031', exact: true }).waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  const closures = async () => (await host.api.get('/out-of-office', { query: { bookableId: roomId } })).body.data;
  expect(await closures()).toMatchObject([{ from: '2031-03-03', to: '2031-03-03', reason: 'maintenance' }]);
  await page.getByRole('button', { name: /^Retirer/ }).click();
  await page.getByText('C’est retiré, et l’on peut de nouveau le réserver.').waitFor();
  await button(page, 'Rétablir').click();
  await page.getByText('C’est bien fermé alors.').waitFor();
  expect(await closures()).toHaveLength(1);
  expect((await host.api.get('/out-of-office')).body.data).toEqual([]);

  await button(page, 'Donner des heures d’ouverture').click();
  await heading(page, 'Heures d’ouverture').waitFor();
  await page.getByLabel('lundi : fin 1').fill('12:00');
  await button(page, 'Enregistrer').click();
  await page.getByText('C’est enregistré.').waitFor();
  expect(await page.getByRole('region', { name: 'Voyages' }).count()).toBe(0);
  await expectSound(page, LIGHT_TELEPHONE);
  await page.getByRole('link', { name: 'Room 5' }).click();
  await page.getByText('35 heures par semaine').waitFor();
  const schedules = async () => (await host.api.get('/schedules', { query: { bookableId: roomId } })).body.data;
  const [{ id: scheduleId }] = await schedules();
  const { body: hours } = await host.api.get(`/schedules/${scheduleId}`);
  expect(hours.weekly).toContainEqual({ day: 1, start: '09:00', end: '12:00' });
  const lesson = { title: 'Lesson', start: '2031-03-10T11:00:00Z', end: '2031-03-10T12:00:00Z', bookableIds: [roomId] };
  expect((await grace.api.post('/bookings', lesson)).status).toBe(201);
  await page.getByRole('link', { name: 'Ce que l’on y réserve' }).click();
  await page.getByRole('row', { name: /10 mars 2031.*Grace Hopper/ }).waitFor();
  await expectSoon(() => page.getByLabel('Salle ou appareil').inputValue()).toBe('Room 5');
  await page.goBack();
  await page.getByRole('link', { name: 'Heures d’ouverture' }).click();
  await button(page, 'Supprimer…').click();
  await page.getByText('sans autre, c’est toujours ouvert').waitFor();
  await button(page, 'Supprimer l’horaire').click();
  await page.getByText('C’est toujours ouvert.', { exact: true }).waitFor();
  expect(await schedules()).toEqual([]);
});
