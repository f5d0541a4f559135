import type { Page, Route } from 'playwright-core';
import { createSchedule } from '../factories/availability.js';
import { addMember, createOrganization } from '../factories/organization.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../factories/person.js';
import { ALWAYS, bookSlot, openType } from '../factories/slot.js';
import { type PageOptions, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { sharedSystem } from '../support/shared-system.mjs';
import {
  button,
  DARK_TELEPHONE,
  describedBy,
  expectSound,
  heading,
  LIGHT_TELEPHONE,
  openDashboard,
  signInAs,
} from './dashboard.js';
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

const open = (path = '', options: PageOptions = {}) => openDashboard(browser, apiUrl, path, options);
const signIn = (page: Page, password = host.password) => signInAs(page, host.email, password);

/** A guest's booking, which the host has to confirm. */
async function bookPending(title: string) {
  const questions = [
    { key: 'topic', label: 'What is it about?', type: 'choices', options: ['Rings', 'Fields', 'Groups'] },
    { key: 'consent', label: 'May we record it?', type: 'boolean', required: true },
  ];
  const { id } = await openType(host, { title, requiresConfirmation: true, questions });
  const answers = { topic: ['Rings', 'Groups'], consent: true };
  return bookSlot(api, id, { start: '2031-03-03T10:00:00Z' }, { answers });
}

const bookAdHoc = async (title: string, start: string, end: string) =>
  (await host.api.post('/bookings', { title, start, end })).body;

it('shows whoever signs in what they are booked for, and lets them confirm it and sign out', async () => {
  const { id } = await bookPending('Algebra');
  await bookAdHoc('Paperwork', '2031-03-04T10:00:00Z', '2031-03-04T11:00:00Z');
  const page = await open();
  await signIn(page);
  await heading(page, 'My bookings').waitFor();
  await page.getByRole('link', { name: 'Paperwork' }).waitFor();

  // Three filters change before the page is drawn anew, and hold all the same.
  await page.getByLabel('Part of the title').fill('Alg');
  await page.evaluate(`for (const [name, value] of [['Status', 'pending'], ['Order', 'title']]) {
    const choice = [...document.querySelectorAll('search label')].find((label) => label.textContent === name).control;
    choice.value = value;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  }`);
  await page.waitForURL(/\/app\/bookings\?(?=.*q=Alg\b)(?=.*status=pending\b)(?=.*sort=title\b)/);
  await page.getByRole('link', { name: 'Paperwork' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Algebra' }).click();
  await heading(page, 'Algebra').waitFor();
  await expectSoon(() => page.locator('dl').innerText()).toMatch(
    /What is it about\?\s+Rings, Groups\s+May we record it\?\s+Yes/,
  );
  await button(page, 'Confirm').click();
  await page.getByText('The booking is confirmed, and everybody is told.').waitFor();
  expect((await host.api.get(`/bookings/${id}`)).body.status).toBe('confirmed');
  await button(page, 'Confirm').waitFor({ state: 'detached' });
  await button(page, 'Show it').click();
  await expectSoon(() =>
    page.getByRole('region', { name: 'What happened to it' }).getByRole('listitem').allInnerTexts(),
  ).toEqual([expect.stringMatching(/^Booked: A guest/), expect.stringMatching(/^Confirmed: Ada Lovelace/)]);
  await expectSound(page, DARK_TELEPHONE);

  // Nothing but the cookie remembers whose page it is.
  expect(await page.evaluate('JSON.stringify({ ...localStorage, ...sessionStorage })')).not.toContain('eyJ');
  expect(await page.evaluate('document.cookie')).toBe('');
  await expectSoon(() => page.context().cookies()).toEqual([
    expect.objectContaining({ name: 'lyceum-refresh', httpOnly: true, sameSite: 'Strict' }),
  ]);
  await page.reload();
  await heading(page, 'Algebra').waitFor();
  const second = await page.context().newPage();
  await second.goto(`${apiUrl}/app`);
  await heading(second, 'My bookings').waitFor();
  await button(page, 'Sign out').click();
  await Promise.all([page, second].map((tab) => heading(tab, 'Sign in').waitFor()));
  await expectSoon(() => page.context().cookies()).toEqual([]);
  await page.reload();
  await heading(page, 'Sign in').waitFor();
});

it('lets no name of a guest stick out of the list', async () => {
  const { id } = await openType(host, { title: 'Algebra' });
  const name = 'Wolfeschlegel'.repeat(7);
  await bookSlot(api, id, { start: '2031-03-03T10:00:00Z' }, { attendee: { name, email: newEmail('guest') } });
  const page = await open();
  await signIn(page);
  await page.getByText(name).waitFor();
  await expectSound(page, [{ viewport: { width: 1024, height: 740 }, colorScheme: 'light' }]);
});

it('lets those who are invited say whether they come', async () => {
  const [grace] = await signUpAllVerified(api, 'Grace Hopper');
  const { id } = await bookAdHoc('Séminaire', '2031-03-05T10:00:00Z', '2031-03-05T11:00:00Z');
  const own = await open(`/bookings/${id}`, { reducedMotion: 'reduce' });
  await signIn(own);
  await button(own, 'Invite…').click();
  await own.getByRole('dialog').getByLabel('E-mail address').fill(grace.email);
  await button(own, 'Send the invitation').click();
  await own.locator('[role=status]:focus').getByText(`The invitation to ${grace.email} is on its way.`).waitFor();
  // It looks again when they are taken off.
  const page = await open(`/bookings/${id}`, { locale: 'fr-FR', reducedMotion: 'reduce', expectedTrouble: /404/ });
  await signInAs(page, grace.email, grace.password);
  await heading(page, 'Séminaire').waitFor();
  for (const [said, status] of [
    ['Je viens', 'accepted'],
    ['Je ne viens pas', 'declined'],
  ] as const) {
    await button(page, said).click();
    await page.locator(`button[aria-pressed=true]`, { hasText: said }).waitFor();
    expect((await host.api.get(`/bookings/${id}`)).body.attendees).toMatchObject([{ userId: grace.id, status }]);
  }
  await page.getByText('Vous ne venez pas, et l’organisateur est prévenu.').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await own.reload();
  await button(own, 'Take off… (Grace Hopper)').click();
  await button(own, 'Take them off').click();
  await own.locator('[role=status]:focus').getByText('Grace Hopper is taken off it.').waitFor();
  await button(own, 'Take off… (Grace Hopper)').waitFor({ state: 'detached' });
  expect((await host.api.get(`/bookings/${id}`)).body.attendees).toEqual([]);
});

it('gives a booking to another of those who take turns', async () => {
  const [owner, grace] = await signUpAllVerified(api, 'Ada Lovelace', 'Grace Hopper');
  const organizationId = await createOrganization(owner);
  await addMember(owner, organizationId, grace);
  await createSchedule(grace, { weekly: ALWAYS });
  const hosts = [{ userId: owner.id }, { userId: grace.id }];
  const more = { title: 'Algebra', organizationId, assignment: 'round_robin', hosts };
  const { id: typeId } = await openType(owner, more, { weekly: ALWAYS });
  const { id, organizer } = await bookSlot(owner.api, typeId, { start: '2031-03-03T10:00:00Z' });
  const other = organizer.id === owner.id ? grace : owner;
  const page = await open(`/bookings/${id}`, { reducedMotion: 'reduce' });
  await signInAs(page, owner.email, owner.password);
  await button(page, 'Another host…').click();
  await page.getByRole('dialog').getByLabel('To whom').selectOption(other.id);
  await button(page, 'Give it to them').click();
  await page
    .locator('[role=status]:focus')
    .getByText(/gives it now, and everybody is told\.$/)
    .waitFor();
  expect((await owner.api.get(`/bookings/${id}`)).body).toMatchObject({ organizer: { id: other.id } });

  // Whoever manages an organization finds its pages by typing, and whatever else is begun.
  const commands = page.getByPlaceholder('What do you want to do?');
  await page.keyboard.press('Control+K');
  await commands.fill('members');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading(page, 'Members – Analytical Engines').waitFor();
  await page.keyboard.press('Control+K');
  await commands.fill('new book');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'New booking' }).waitFor();
  await page.waitForURL(/\/app\/calendar$/);
});

it('lets go of what is being read when somebody signs out', async () => {
  const page = await open('');
  await signIn(page);
  await heading(page, 'My bookings').waitFor();
  const READ = /\/api\/v1\/bookings/;
  const held = new Promise<Route>((resolve) => {
    void page.route(READ, (route) => resolve(route), { times: 1 });
  });
  const isOver = Promise.race([
    page.waitForEvent('requestfailed', (request) => READ.test(request.url())),
    page.waitForResponse(READ),
  ]);
  await page.route(/\/logout$/, async (route) => {
    const response = await route.fetch();
    const reading = await held;
    const headers = { authorization: (await reading.request().headerValue('authorization')) ?? '' };
    await eventually(
      async () => (await page.request.get(`${apiUrl}/api/v1/users/me`, { headers })).status(),
      (status) => status === 401,
    );
    await reading.continue();
    await isOver;
    await route.fulfill({ response });
  });
  await page.reload();
  await held;
  await button(page, 'Sign out').click();
  await heading(page, 'Sign in').waitFor();
});

it('shows a conflict, offers free times, and takes a cancellation back', async () => {
  await bookAdHoc('Paperwork', '2031-03-04T10:00:00Z', '2031-03-04T11:00:00Z');
  const { id } = await bookAdHoc('Lesson', '2031-03-05T10:00:00Z', '2031-03-05T11:00:00Z');
  const page = await open(`/bookings/${id}`, { expectedTrouble: /409/ });
  await signIn(page);
  await button(page, 'Move…').click();
  await page.getByLabel('New start (Europe/London)').fill('2031-03-04T10:30');
  await button(page, 'Move the booking').click();
  await page.getByRole('alert').getByText('The time is taken.').waitFor();
  await page.getByRole('group', { name: 'Free times of the same length' }).getByRole('button').first().click();
  await page.getByText('The booking is moved, and everybody is told.').waitFor();
  expect((await host.api.get(`/bookings/${id}`)).body.start).toMatch(/^2031-03-04T/);

  await button(page, 'Cancel…').click();
  await page.getByLabel('Reason (everybody is told)').fill('The speaker is ill.');
  await button(page, 'Cancel the booking').click();
  await page.locator('[role=status]:focus').getByText('The booking is cancelled, and everybody is told.').waitFor();
  await page.getByText('The speaker is ill.').waitFor();
  await button(page, 'Undo').click();
  await page.getByText('The booking takes place again, and everybody is told.').waitFor();
  expect((await host.api.get(`/bookings/${id}`)).body.status).toBe('confirmed');
});

it('says in the server’s words why it refuses, and finds commands by typing', async () => {
  // What is not known there, or makes no sense, is passed over.
  const page = await open('/bookings?utm_source=mail&status=nonsense&from=yesterday', { expectedTrouble: /401/ });
  await signIn(page, 'not-the-password');
  await page.getByRole('alert').getByText('The e-mail address, the username or the password is wrong.').waitFor();
  await signIn(page);
  await page.getByText('You have no bookings yet.').waitFor();
  await page.waitForURL(/\/app\/bookings$/);
  await page.keyboard.press('Control+K');
  const commands = page.getByRole('dialog');
  await commands.getByPlaceholder('What do you want to do?').fill('sign o');
  await commands.getByText('My bookings').waitFor({ state: 'detached' });
  await commands.getByText('Sign out').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading(page, 'Sign in').waitFor();
});

it('is of one person at a time, in all tabs, and shows nothing of another', async () => {
  const { id } = await bookPending('Algebra');
  const grace = await signUp(api, 'Grace Hopper');
  const page = await open(`/bookings/${id}`, { expectedTrouble: /404/ });
  const other = await page.context().newPage();
  await other.goto(`${apiUrl}/app`);
  await heading(other, 'Sign in').waitFor();
  await signIn(page);
  await heading(page, 'Algebra').waitFor();
  await heading(other, 'My bookings').waitFor();

  await button(other, 'Sign out').click();
  await heading(page, 'Sign in').waitFor();
  await signInAs(other, grace.email, grace.password);
  await page.getByText('There is no such resource.').waitFor();
  expect(await heading(page, 'Algebra').count()).toBe(0);
});

it('does nothing in the name of whoever has signed in unnoticed', async () => {
  const { id } = await bookPending('Algebra');
  const grace = await signUp(api, 'Grace Hopper');
  const page = await open(`/bookings/${id}`, { expectedTrouble: /404/ });
  await page.clock.install();
  await signIn(page);
  await heading(page, 'Algebra').waitFor();
  await page.context().request.post(`${apiUrl}/api/v1/auth/browser/login`, {
    headers: { 'X-Requested-With': 'test', Origin: apiUrl },
    data: { email: grace.email, password: grace.password },
  });
  await page.clock.fastForward('20:00');
  await button(page, 'Confirm').click();
  await page.getByText('There is no such resource.').waitFor();
  expect(await heading(page, 'Algebra').count()).toBe(0);
  expect((await host.api.get(`/bookings/${id}`)).body.status).toBe('pending');
});

it('says when it cannot find out who is signed in, and goes on once it can', async () => {
  const page = await open('', { expectedTrouble: /ERR_FAILED/ });
  await signIn(page);
  await heading(page, 'My bookings').waitFor();
  await page.route('**/auth/browser/refresh', (route) => route.abort());
  await page.reload();
  await page.getByText('The server cannot be reached.').waitFor();
  await page.unroute('**/auth/browser/refresh');
  await button(page, 'Try again').click();
  await heading(page, 'My bookings').waitFor();
});

it('makes an account from the front page, in the language of the visitor, whom every page tells where they are', async () => {
  const email = newEmail('mary');
  const page = await browser.newPage({
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    expectedTrouble: /422/,
  });
  await page.goto(apiUrl);
  await page.getByRole('link', { name: 'an account' }).click();
  await heading(page, 'Créer un compte').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await page.getByText('Au moins 8 caractères, et pas un mot de passe courant.').waitFor();
  await page.getByLabel('Nom que voient les autres').fill('Mary Somerville');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill('password1');
  await page.keyboard.press('Enter');
  const refusal = page.getByRole('alert');
  await refusal.getByText('Le mot de passe est trop facile à deviner.').waitFor();
  expect(await refusal.locator('[lang]').count()).toBe(0);
  // It is said of the field, too, which has the focus.
  const weak = page.locator('input[name=password][aria-invalid=true]:focus');
  await expectSoon(() => describedBy(weak)).toContain('Le mot de passe est trop facile à deviner.');
  await page.locator('input[name=password]').fill('mechanism-of-the-heavens');
  await page.keyboard.press('Enter');
  await heading(page, 'Consultez votre messagerie').and(page.locator(':focus')).waitFor();
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/auth/email-verification')) asked += 1;
  });
  // Between the presses the first one is answered.
  await button(page, 'Renvoyer le lien').dblclick({ delay: 400 });
  await page.getByText(`Un e-mail avec un lien est en route vers ${email}.`, { exact: true }).waitFor();
  expect(asked).toBe(1);
  await expectSound(page, LIGHT_TELEPHONE);
  const { body: signedIn } = await api.post('/auth/login', { email, password: 'mechanism-of-the-heavens' });
  const { body: made } = await api.as(signedIn.accessToken).get('/users/me');
  expect(made).toMatchObject({ name: 'Mary Somerville', language: 'fr', timeZone: 'Europe/Paris' });

  // What a screen reader says of each page: its title, the one heading, which has the focus, and the language.
  const titles = [await page.title()];
  for (const link of await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').all()) {
    const name = await link.innerText();
    await link.click();
    await heading(page, name).and(page.locator(':focus')).waitFor();
    titles.push(await page.title());
    await expectSoon(() => page.locator('h1, main, html[lang=fr], header').count()).toBe(4);
  }
  expect(titles.length).toBeGreaterThan(7);
  expect(new Set(titles).size).toBe(titles.length);

  await button(page, 'Se déconnecter').click();
  await heading(page, 'Se connecter').and(page.locator(':focus')).waitFor();
  await page.getByRole('link', { name: 'Créer un compte' }).waitFor();
  await page.getByRole('link', { name: 'J’ai oublié mon mot de passe' }).click();
  await heading(page, 'Définir un nouveau mot de passe').waitFor();
});

it.each([
  ['en-GB', 'Sign in', 'My bookings', 'Move…', 'Decline…', 'Decline the booking', DARK_TELEPHONE],
  ['fr-FR', 'Se connecter', 'Mes réservations', 'Déplacer…', 'Refuser…', 'Refuser la réservation', LIGHT_TELEPHONE],
])('is for everybody (%s)', async (locale, signInTitle, bookingsTitle, move, decline, declineIt, looks) => {
  const { id } = await bookPending('Algebra');
  const page = await open('', { locale, reducedMotion: 'reduce' });
  await heading(page, signInTitle).waitFor();
  await expectSound(page, looks);
  await signIn(page);
  await heading(page, bookingsTitle).waitFor();
  await page.getByRole('link', { name: 'Algebra' }).click();
  await button(page, move).waitFor();
  await expectSound(page, looks);
  await button(page, move).click();
  await page.getByRole('dialog').waitFor();
  await expectSound(page, looks);
  await page.keyboard.press('Escape');
  await page.goBack();
  await page.locator(`a[href$="${id}"]`).waitFor();
  await expectSound(page, looks);
  await page.goForward();
  await button(page, decline).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Complet');
  await button(page, declineIt).click();
  await button(page, decline).waitFor({ state: 'detached' });
  expect((await host.api.get(`/bookings/${id}`)).body).toMatchObject({ status: 'declined', cancelReason: 'Complet' });
});
