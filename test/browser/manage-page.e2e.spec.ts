import type { Page } from 'playwright-core';
import { createSchedule } from '../factories/availability.js';
import { askHost } from '../factories/host-link.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../factories/person.js';
import { bookSlot, openType, publicType } from '../factories/slot.js';
import { type PageOptions, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { chooseDay, expectSound, introduce, nextMonth, times } from './visitor.js';
import { expectSoon } from './expect-soon.js';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const EVERY_DAY = { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' })) };
const DAY = nextMonth(15);
let browser: TestBrowser;
let host: Person;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
  host = await signUp(api, 'Ada Lovelace');
  typeId = (await openType(host, { location: 'Room 5', withSession: true }, EVERY_DAY)).id;
});

let typeId: string;

afterEach(() => browser.closePages());

afterAll(async () => {
  await browser.close();
  await db.end();
});

async function bookAsGuest(start: string): Promise<{ id: string; manageUrl: string; email: string }> {
  const attendee = { name: 'Grace Hopper', email: newEmail('guest') };
  return { ...(await bookSlot(api, typeId, { start }, { attendee, timeZone: 'Europe/Paris' })), email: attendee.email };
}

async function openLink(manageUrl: string, options: PageOptions = {}): Promise<Page> {
  const page = await browser.newPage({ timezoneId: 'UTC', ...options });
  await page.goto(manageUrl);
  return page;
}

async function row(id: string): Promise<object> {
  const { rows } = await db.query(
    'SELECT status, starts_at AS start, cancel_reason AS reason FROM bookings WHERE id = $1',
    [id],
  );
  return rows[0];
}

it('shows, moves and cancels a booking, in English on a telephone', async () => {
  const { id, manageUrl } = await bookAsGuest(`${DAY}T09:00:00Z`);
  const page = await openLink(manageUrl, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.getByRole('heading', { name: 'Mentoring' }).waitFor();
  await expectSoon(() => page.getByRole('main').innerText()).toMatch(
    /Confirmed[^]*Europe\/Paris[^]*Room 5[^]*Ada Lovelace[^]*Grace Hopper/,
  );
  // Notes are kept in lines.
  await page.locator('dd').first().and(page.locator('.description')).waitFor();
  await expectSound(page);

  await page.getByRole('button', { name: 'Move to another time' }).click();
  // It opens at the month of the booking.
  await page.locator(`[data-day="${DAY}"]`).click();
  // The booking's own time counts as free.
  await expectSoon(() => times(page).count()).toBe(3);
  await expectSound(page);
  await times(page).nth(2).click();
  await expectSoon(() => page.getByRole('main').innerText()).toMatch(
    /Old time[^]*10:00[^]*Europe\/Paris[^]*09:00[^]*UTC[^]*New time[^]*12:00[^]*Europe\/Paris[^]*11:00[^]*UTC/,
  );
  await expectSound(page);
  await page.getByLabel('Reason').fill('The train is late');
  await page.getByRole('button', { name: 'Move it' }).click();
  await page.getByRole('heading', { name: 'Your booking is moved.' }).waitFor();
  await expectSound(page);
  expect(await row(id)).toMatchObject({ status: 'confirmed', start: new Date(`${DAY}T11:00Z`) });

  // The old link is dead, and the page has the new one.
  expect(page.url()).not.toBe(manageUrl);
  const room = await eventually(
    async () => (await api.get(new URL(page.url()).pathname)).body.session,
    (session) => session !== null,
  );
  expect(room.url).toMatch(/^\/rooms\/[\w-]{36}#guest=[\w-]{43}$/);
  await page.reload();
  const link = page.getByRole('link', { name: 'Open the room' });
  await expectSoon(() => link.getAttribute('href')).toBe(room.url);
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await expectSound(page);
  await page.getByRole('button', { name: 'No, keep it' }).click();
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByLabel('Reason').fill('I am ill');
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await page.getByRole('heading', { name: 'Your booking is cancelled.' }).waitFor();
  await expectSound(page);
  expect(await row(id)).toMatchObject({ status: 'cancelled', reason: 'I am ill' });
});

it('says in French what is wrong with a time that somebody else has taken, and sends the link that has replaced another', async () => {
  const { id, manageUrl, email } = await bookAsGuest(`${nextMonth(16)}T09:00:00Z`);
  const page = await openLink(manageUrl, { locale: 'fr-FR', expectedTrouble: /404|409/ });
  await page.getByRole('button', { name: 'Changer d’horaire' }).click();
  await chooseDay(page, nextMonth(16));
  await times(page).nth(1).click();
  await bookAsGuest(`${nextMonth(16)}T10:00:00Z`);
  await page.getByLabel('Motif').fill('Le train');
  await page.getByRole('button', { name: 'Déplacer' }).click();
  await page.getByRole('alert').getByRole('button').first().click();
  await expectSound(page);
  await expectSoon(() => page.getByLabel('Motif').inputValue()).toBe('Le train');
  await page.getByRole('button', { name: 'Déplacer' }).click();
  await page.getByRole('heading', { name: 'Votre rendez-vous est déplacé.' }).waitFor();
  expect(await row(id)).toMatchObject({ status: 'confirmed' });

  await page.goto(manageUrl);
  await page.getByRole('heading', { name: 'Ce lien a été remplacé' }).waitFor();
  await expectSound(page);
  await page.getByRole('button', { name: 'Envoyer le lien valable' }).click();
  await page.getByRole('heading', { name: 'Consultez votre boîte de réception' }).waitFor();
  await expectSound(page);
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
  const { text } = await mailbox.waitFor({ to: email, subject: 'Your link' }, 60_000);
  await page.goto(/\S+\/manage\/\S+/.exec(text)?.[0] ?? '');
  await page.getByRole('button', { name: 'Annuler le rendez-vous' }).waitFor();
  expect(page.url()).not.toContain(new URL(manageUrl).pathname);

  await page.goto(`${manageUrl.slice(0, -1)}_`);
  await page.getByText('Ce lien ne fonctionne pas.').waitFor();
});

it('shows what has changed meanwhile instead of changing it', async () => {
  const { id, manageUrl } = await bookAsGuest(`${nextMonth(17)}T09:00:00Z`);
  const page = await openLink(manageUrl, { expectedTrouble: /409|412/ });
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await host.api.post(`/bookings/${id}/cancel`, { reason: 'The room is flooded' });
  await page.getByRole('button', { name: 'Yes, cancel it' }).click();
  await page.getByRole('heading', { name: 'The booking has changed meanwhile.' }).waitFor();
  await expectSoon(() => page.getByRole('main').innerText()).toMatch(
    /Cancelled[^]*The room is flooded[^]*can no longer be changed/,
  );
  await expectSound(page);
});

it('says in French that the link of a video call comes with the confirmation, after booking and later', async () => {
  const location = 'https://calls.example/ada';
  const type = await publicType(host, { requiresConfirmation: true, location });
  const page = await openLink(`${apiUrl}/book/${type.slug}`, { locale: 'fr-FR' });
  await chooseDay(page, nextMonth(19));
  await times(page).first().click();
  await introduce(page, newEmail('guest'));
  await page.getByRole('button', { name: 'Demander cet horaire' }).click();
  await page.getByRole('heading', { name: 'Votre demande est envoyée' }).waitFor();
  await page.getByText('le lien arrive avec la confirmation').waitFor();
  expect(await page.content()).not.toContain(location);
  await page.reload();
  await page.getByRole('button', { name: 'Changer d’horaire' }).waitFor();
  await page.getByText('le lien arrive avec la confirmation').waitFor();
  await expectSound(page);
  const { id } = (await api.get(new URL(page.url()).pathname)).body;
  await host.api.post(`/bookings/${id}/confirm`);
  await page.reload();
  await page.getByRole('link', { name: location }).waitFor();
});

it('shows a host who asks for what, and takes the answer, without a script, in English and French', async () => {
  const [alan] = await signUpAllVerified(api, 'Alan');
  await createSchedule(alan, EVERY_DAY);
  const questions = [{ key: 'goal', label: 'Your goal', type: 'text' }];
  const booking = { answers: { goal: 'Recursion' }, attendee: { name: 'Grace Hopper', email: newEmail('guest') } };
  const start = `${nextMonth(18)}T09:00:00Z`;
  const { id, token, title } = await askHost(api, mailbox, alan, { start }, { type: { questions }, booking });
  const link = `${apiUrl}/hosted/${token}`;
  const page = await openLink(link, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.getByRole('heading', { name: title }).waitFor();
  await expectSoon(() => page.getByRole('main').innerText()).toMatch(
    /Waits for your answer[^]*09:00[^]*Grace Hopper, guest-[^]*Your goal\s+Recursion/,
  );
  await expectSound(page);
  await page.getByRole('button', { name: 'Confirm the booking' }).click();
  await page.getByRole('heading', { name: 'The booking is confirmed' }).waitFor();
  await expectSound(page);
  expect(await row(id)).toMatchObject({ status: 'confirmed' });

  await page.getByRole('link', { name: 'Français' }).click();
  await page.getByRole('link', { name: 'Changer d’horaire' }).click();
  await page.getByRole('heading', { name: /^Nouvel horaire/ }).waitFor();
  await expectSound(page);
  await page.getByRole('group').nth(19).getByRole('radio').nth(1).check();
  await page.getByRole('button', { name: 'Déplacer le rendez-vous' }).click();
  await page.getByRole('heading', { name: 'Le rendez-vous est déplacé' }).waitFor();
  expect(await row(id)).toMatchObject({ status: 'confirmed', start: new Date(`${nextMonth(20)}T10:00Z`) });

  await page.getByLabel('Motif').fill('Je suis malade');
  await expectSound(page);
  await page.getByRole('button', { name: 'Annuler le rendez-vous' }).click();
  await page.getByRole('heading', { name: 'Le rendez-vous est annulé' }).waitFor();
  await expectSound(page);
  expect(await row(id)).toMatchObject({ status: 'cancelled', reason: 'Je suis malade' });
});
