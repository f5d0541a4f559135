import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { newEmail, type Person, signUp } from '../factories/person.js';
import { bookSlot, openType } from '../factories/slot.js';
import { type PageOptions, TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { largePng, PNG } from '../support/pictures.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
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

const open = (path: string, options: PageOptions = {}) =>
  openDashboard(browser, apiUrl, path, { reducedMotion: 'reduce', ...options });
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const bell = (page: Page, name: string) => page.getByRole('banner').getByRole('link', { name, exact: true });
const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement.textContent');

/** As many notifications as a page has, which were read. */
const readLongAgo = (count: number) => toldLongAgo(count, true);

async function toldLongAgo(count: number, isRead: boolean): Promise<void> {
  const db = sharedDatabase();
  await db.query(
    `INSERT INTO notification_feeds AS feed (user_id, last_seq) VALUES ($1, 2000)
     ON CONFLICT (user_id) DO UPDATE SET last_seq = feed.last_seq + 2000`,
    [host.id],
  );
  await db.query(
    `INSERT INTO notifications (user_id, seq, type, title, message, cause, is_read, read_at)
     SELECT $1, last_seq - 1900 + number, 'ORG_RENAMED', 'Long ago', 'It was so.', last_seq + number, $3,
       CASE WHEN $3 THEN now() END
     FROM notification_feeds, generate_series(1, $2::int) number WHERE user_id = $1`,
    [host.id, count, isRead],
  );
  await db.end();
}

it('tells what happens when it happens, leads to it, and knows what was read', async () => {
  await readLongAgo(20);
  const { id } = await openType(host, { title: 'Algebra', requiresConfirmation: true });
  const page = await open('/notifications');
  await signInAs(page, host.email, host.password);
  await bell(page, 'Notifications: 1 unread').waitFor();
  await bookSlot(api, id, { start: '2031-03-03T10:00:00Z' });
  await bell(page, 'Notifications: 2 unread').waitFor();
  await page.getByRole('link', { name: 'To be confirmed: Algebra' }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await page.getByRole('link', { name: 'Next page' }).click();
  await page.waitForURL(/\/app\/notifications\?cursor=/);
  await page.getByRole('link', { name: 'To be confirmed: Algebra' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'To the first page' }).click();

  await button(page, 'Mark as read (Welcome to Lyceum)').click();
  await bell(page, 'Notifications: 1 unread').waitFor();
  await page.locator('li:focus', { hasText: 'Welcome to Lyceum' }).waitFor();
  await page.getByRole('link', { name: 'Unread', exact: true }).click();
  await page.waitForURL(/\/app\/notifications\?show=unread$/);
  await page.getByText('Welcome to Lyceum').waitFor({ state: 'detached' });
  await button(page, 'Mark all as read').click();
  await page.getByText('1 is marked as read.').waitFor();
  await page.getByText('You have read everything.').waitFor();
  await bell(page, 'Notifications').waitFor();
  expect((await host.api.get('/notifications/count')).body).toEqual({ unread: 0 });

  await page.getByRole('link', { name: 'All', exact: true }).click();
  await page.getByRole('link', { name: 'To be confirmed: Algebra' }).click();
  await heading(page, 'Algebra').waitFor();

  await toldLongAgo(1200, false);
  await page.reload();
  await bell(page, 'Notifications: 1,200 unread').getByText('1,200', { exact: true }).waitFor();
});

it('lets people say who they are and what they are written', async () => {
  const slug = `ada-${host.id.slice(-12)}`;
  const username = `Ada_${host.id.slice(-12)}`;
  const page = await open('', { locale: 'fr-FR', expectedTrouble: /400|412|422/ });
  await signInAs(page, host.email, host.password);
  await heading(page, 'Mes réservations').waitFor();
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog').getByPlaceholder('Que voulez-vous faire ?').fill('profil');
  await page.getByRole('dialog').getByText('Mes réservations').waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading(page, 'Mon profil').waitFor();

  const person = section(page, 'Qui je suis');
  await person.getByLabel('Nom que voient les autres').fill('Ada King');
  await person.getByLabel('Fuseau horaire').selectOption('Europe/Paris');
  await person.getByLabel('Langue de mes e-mails').selectOption('Français');
  await person.getByLabel('Nom d’utilisateur').fill('no_reply');
  await person.getByRole('button', { name: 'Enregistrer' }).click();
  const reserved = person.locator('input[name=username][aria-invalid=true]:focus');
  await expectSoon(() => describedBy(reserved)).toContain('Ce champ est réservé ; choisissez-en un autre.');
  await person.getByLabel('Nom d’utilisateur').fill(username);
  await person.getByLabel('Tout le monde peut voir mon profil').check();
  await person.getByLabel('Page publique').fill('admin');
  await person.getByRole('button', { name: 'Enregistrer' }).click();
  const refused = person.locator('input[name=slug][aria-invalid=true]:focus');
  await expectSoon(() => describedBy(refused)).toContain('Ce champ est réservé ; choisissez-en un autre.');
  await expectSound(page, DARK_TELEPHONE);
  await person.getByLabel('Page publique').fill(slug);
  await person.getByRole('button', { name: 'Enregistrer' }).click();
  await person.getByText('C’est enregistré.').waitFor();
  await expectSoon(() => focused(page)).toBe('Enregistrer');
  await person.getByRole('link', { name: `/book/@${slug}` }).waitFor();
  await page.getByText('Session de Ada King').waitFor();
  const portrait = section(page, 'Ma photo');
  const choose = (name: string, buffer: Buffer) =>
    portrait.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer });
  await choose('page.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  await portrait.getByRole('alert').getByText('page.png n’est pas une image').waitFor();
  await choose('ada.png', Buffer.from(PNG, 'base64'));
  await page.locator('[role=status]:focus').getByText('La photo est enregistrée.').waitFor();
  await page.getByRole('banner').getByRole('img', { name: 'Mon profil' }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
  // The middle of 32 by 16 pixels.
  const size =
    '(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight])(document.querySelector("main img"))';
  await expectSoon(() => page.evaluate(size)).toEqual([16, 16]);
  // The last one that is chosen stays, however long the one before takes.
  let sent = 0;
  page.on('requestfinished', (request) => {
    if (request.method() === 'PUT') sent += 1;
  });
  await choose('large.png', largePng(8_000));
  await choose('ada.png', Buffer.from(PNG, 'base64'));
  await expectSoon(() => sent).toBe(2);
  const db = sharedDatabase();
  const { rows } = await db.query('SELECT width FROM user_pictures WHERE user_id = $1', [host.id]);
  await db.end();
  expect(rows).toEqual([{ width: 16 }]);
  await page.locator('[role=status]:focus').getByText('La photo est enregistrée.').waitFor();
  await portrait.getByRole('button', { name: 'Retirer la photo' }).click();
  await page.locator('[role=status]:focus').getByText('La photo est retirée.').waitFor();
  await page.getByRole('banner').getByRole('img').waitFor({ state: 'detached' });
  // The same file can be chosen again.
  await expectSoon(() => portrait.locator('input[type=file]').inputValue()).toBe('');
  const about = section(page, 'Ce que je dis de moi');
  await about.getByLabel('Lieu').fill('Londres');
  await about.getByRole('button', { name: 'Enregistrer' }).click();
  await about.getByText('C’est enregistré.').waitFor();
  const { body: me } = await host.api.get('/users/me');
  expect(me).toMatchObject({
    name: 'Ada King',
    timeZone: 'Europe/Paris',
    language: 'fr',
    busyWhenAttending: true,
    username,
    isProfilePublic: true,
    slug,
    profile: { location: 'Londres' },
  });

  await page.getByLabel('Le résumé de la journée').uncheck();
  await page.getByLabel('Des conseils pour commencer').uncheck();
  await eventually(
    () => host.api.get('/users/me/email-subscriptions'),
    ({ body }) => body.stopped.join() === 'DAILY_SUMMARY,ONBOARDING_TIPS',
  );
  const notices = section(page, 'Avis sur les salles');
  await notices.getByLabel('Quand on m’ajoute à une salle').uncheck();
  await page.getByLabel('Couleurs').selectOption('Sombre');
  await eventually(
    () => host.api.get('/users/me/preferences'),
    ({ body }) => body.theme === 'dark' && !body.notifications.sessionShared && body.notifications.collaboratorJoined,
  );
  // Another device, whose own colours are light.
  const other = await open('/profile', { colorScheme: 'light' });
  await signInAs(other, host.email, host.password);
  await other.locator('html[data-mantine-color-scheme=dark]').waitFor();
  await other.getByLabel('When I am added to a room').and(other.locator(':not(:checked)')).waitFor();
  await page.getByLabel('Couleurs').selectOption('Comme le système');
  const address = section(page, 'Adresse e-mail');
  await address.getByLabel('Nouvelle adresse').fill('ada.king@example.test');
  await address.locator('input[name=password]').fill('not-the-password');
  await address.getByRole('button', { name: 'Changer l’adresse' }).click();
  await address.getByRole('alert').waitFor();
  await address.locator('input[name=password]').fill(host.password);
  await address.getByRole('button', { name: 'Changer l’adresse' }).click();
  await address.getByText('Un e-mail avec un lien est en route vers ada.king@example.test.').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);

  // A picture that is kept meanwhile does not stand for what another window has changed.
  await host.api.patch('/users/me', { firstName: 'Ada' });
  await choose('ada.png', Buffer.from(PNG, 'base64'));
  await page.locator('[role=status]:focus').getByText('La photo est enregistrée.').waitFor();
  await person.getByRole('button', { name: 'Enregistrer' }).click();
  await person.getByRole('button', { name: 'Réessayer' }).click();
  await page.locator('input[autocomplete=given-name][value=Ada]').waitFor();
});

it('shows where its people are signed in, ends that, and lets them go with their data', async () => {
  const signIn = async (password = host.password) => api.post('/auth/login', { email: host.email, password });
  const { body: lost } = await signIn();
  await host.api.put(`/users/${host.id}/picture`, { image: PNG });
  const page = await open('/profile', { expectedTrouble: /400|422/ });
  await signInAs(page, host.email, host.password);
  const devices = section(page, 'Where I am signed in');
  await devices.getByRole('row', { name: /Chrome on Linux 127\.0\.0\.1.*This one/ }).waitFor();
  const ends = devices.getByRole('button', { name: /^Sign out \(/ });
  await expectSoon(() => ends.count()).toBe(2);
  await ends.first().click();
  await devices.getByText('1 device is signed out.').waitFor();
  await expectSoon(() => focused(page)).toBe('Where I am signed in');
  expect((await api.post('/auth/refresh', { refreshToken: lost.refreshToken })).status).toBe(401);
  await button(page, 'Sign out all others').click();
  await ends.first().waitFor({ state: 'detached' });
  expect((await api.post('/auth/refresh', { refreshToken: host.refreshToken })).status).toBe(401);

  const password = section(page, 'Password');
  await password.locator('input[name=password]').fill(host.password);
  await password.locator('input[name=newPassword]').fill('note-g-of-1843-again');
  await password.getByRole('button', { name: 'Change the password' }).click();
  await password.getByText('The password is changed').waitFor();
  const { body: second } = await signIn('note-g-of-1843-again');
  await button(page, 'Sign out everywhere').click();
  await heading(page, 'Sign in').waitFor();
  expect((await api.post('/auth/refresh', { refreshToken: second.refreshToken })).status).toBe(401);

  await signInAs(page, host.email, 'note-g-of-1843-again');
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Download').click()]);
  const data = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(data.picture).toMatch(/^data:image\/png;base64,iVBOR/);
  expect(data).toMatchObject({ account: { id: host.id }, bookings: [], devices: [{ isCurrent: true }], webhooks: [] });
  expect(Object.keys(data)).toEqual(
    expect.arrayContaining(['bookables', 'calendarFeeds', 'pastes', 'preferences', 'rooms']),
  );
  await button(page, 'Close my account…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('It cannot be undone.').waitFor();
  await expectSound(page, DARK_TELEPHONE.slice(0, 1));
  await dialog.locator('input[name=password]').fill('note-g-of-1843-again');
  await page.keyboard.press('Enter');
  await page.getByText('Your account is closed.').waitFor();
  expect((await signIn('note-g-of-1843-again')).status).toBe(401);

  // A device in a zone that is newer than what the server knows.
  await page.addInitScript(`
    const options = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
      return { ...options.call(this), timeZone: 'Etc/Unknown' };
    };
  `);
  await page.goto(`${apiUrl}/app/sign-up`);
  await page.locator('input[name=name]').fill('Ada Again');
  const [email, username] = [newEmail('again'), `Again_${host.id.slice(-12)}`];
  await page.locator('input[name=email]').fill('ada@mailinator.com');
  await page.getByLabel('Username').fill(username);
  await page.locator('input[name=password]').fill('note-g-of-1843-again');
  await button(page, 'Make the account').click();
  const refused = page.locator('input[name=email][aria-invalid=true]:focus');
  await expectSoon(() => describedBy(refused)).toContain('The e-mail address is of a mailbox that is thrown away.');
  await expectSound(page, DARK_TELEPHONE);
  await refused.fill(email);
  await button(page, 'Make the account').click();
  await heading(page, 'Check your mail').waitFor();
  expect((await api.post('/auth/login', { identifier: username, password: 'note-g-of-1843-again' })).status).toBe(200);
});
