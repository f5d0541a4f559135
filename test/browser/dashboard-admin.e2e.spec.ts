import { readFile } from 'node:fs/promises';
import type { Pool } from 'pg';
import { createOrganization } from '../factories/organization.js';
import { newEmail, type Person, signUp, signUpAdmin } from '../factories/person.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { PNG } from '../support/pictures.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { button, DARK_TELEPHONE, expectSound, heading, LIGHT_TELEPHONE, openDashboard, signInAs } from './dashboard.js';
import { expectSoon } from './expect-soon.js';
import { offered } from './offered.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
let browser: TestBrowser;
let db: Pool;
let admin: Person;

beforeAll(async () => {
  db = sharedDatabase();
  [browser, admin] = await Promise.all([TestBrowser.launch(apiUrl), signUpAdmin(api, db)]);
});

afterEach(() => browser.closePages());

afterAll(() => Promise.all([browser.close(), db.end()]));

it('shows administrators how the installation is, in figures, and nobody else', async () => {
  const ada = await signUp(api, 'Ada Lovelace');
  const other = await openDashboard(browser, apiUrl, '/admin', { reducedMotion: 'reduce', expectedTrouble: /403/ });
  await signInAs(other, ada.email, ada.password);
  await heading(other, 'Administration').waitFor();
  await other.getByRole('region', { name: 'What waits in the queues' }).getByRole('alert').waitFor();
  expect(await other.getByRole('link', { name: 'Administration' }).count()).toBe(0);

  await admin.api.post('/bookings', { title: 'Algebra', start: '2031-03-03T10:00:00Z', end: '2031-03-03T11:00:00Z' });
  const query = { eventType: 'booking.confirmed', userId: admin.id };
  await eventually(
    () => admin.api.get('/analytics/events', { query }),
    ({ body }) => body.data.length === 1,
  );
  await db.query(
    `INSERT INTO circuit_breakers (service, target, failures, last_failed_at, last_error, opened_at, retry_at)
     VALUES ('calendars', 'calendar-of-the-overview.invalid', 5, now(), 'The server answered 503.', now(), now() + interval '1 hour')`,
  );
  const page = await openDashboard(browser, apiUrl, '/bookings', { reducedMotion: 'reduce' });
  await signInAs(page, admin.email, admin.password);
  await page.getByRole('link', { name: 'Administration' }).click();
  await page.getByText('Everything works.').waitFor();
  const outside = page.getByRole('region', { name: 'Services of others' });
  await outside.getByText('E-mail provider: works').waitFor();
  await outside
    .getByText(/^calendar-of-the-overview\.invalid · Since .+: “The server answered 503”\. It is tried again at /)
    .waitFor();
  const rowsOf = (name: string) => page.getByRole('table', { name }).getByRole('row');
  await rowsOf('Bookings confirmed each day')
    .last()
    .getByRole('cell', { name: /^[1-9]/ })
    .waitFor();
  await rowsOf('E-mails of the last 90 days').filter({ hasText: 'Bounced' }).waitFor();
  await rowsOf('People who did something')
    .getByRole('cell', { name: /^[1-9]/ })
    .first()
    .waitFor();
  await rowsOf('What waits in the queues').filter({ hasText: 'Webhooks' }).waitFor();
  await expectSoon(() => rowsOf('Bookings confirmed each day').count()).toBe(7);
  await expectSound(page, DARK_TELEPHONE);
  await db.query(`DELETE FROM circuit_breakers WHERE target = 'calendar-of-the-overview.invalid'`);

  await page.getByRole('link', { name: 'Analytics' }).click();
  await page.getByText(/^[\d,]+ events of \d+ kinds, by [\d,]+ (person|people)\.$/).waitFor();
  await page.getByLabel('Period').selectOption('Within 7 days');
  await page.waitForURL(/\/admin\/analytics\?days=7$/);
  for (const name of ['Events by kind', 'People by kind of event'])
    await rowsOf(name)
      .filter({ hasText: 'booking.confirmed' })
      .getByRole('cell', { name: /^[1-9]/ })
      .waitFor();
  await expectSound(page, DARK_TELEPHONE);

  await page.getByRole('link', { name: 'Configuration' }).click();
  await page.getByLabel('Part of a name').fill('jwt_secret');
  await page.getByRole('status').filter({ hasText: '1 on this page' }).waitFor();
  await page.getByRole('row', { name: 'JWT_SECRET Set, and never shown' }).waitFor();
  await expectSound(page, DARK_TELEPHONE);

  await page.getByRole('link', { name: 'Activity log' }).click();
  await page.getByLabel('What').selectOption('Account made');
  await page.waitForURL(/action=user_register/);
  await page.goto(`${apiUrl}/app/admin/activity?person=${ada.id}&action=user_register`);
  await page.getByText('1 on this page').waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await page.getByRole('link', { name: 'Account made' }).click();
  await heading(page, 'Entry of the activity log').waitFor();
  await page.getByText('POST /api/v1/auth/register').waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await page.getByRole('link', { name: 'All that they did, in the activity log' }).click();
  await page.getByRole('link', { name: 'Signed in' }).first().waitFor();
  await page.getByRole('link', { name: 'Figures and most active people' }).click();
  await rowsOf('Who did most').getByRole('link').first().waitFor();
  await rowsOf('What happened most').filter({ hasText: 'Account made' }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
});

it('finds people, makes an account, and says what a change of role or a deactivation does before it does it', async () => {
  const ada = await signUp(api, 'Ada Lovelace');
  const slug = `ada-${ada.id.slice(-12)}`;
  const username = `Ada_${ada.id.slice(-12)}`;
  await ada.api.patch('/users/me', { slug, username });
  await ada.api.put(`/users/${ada.id}/picture`, { image: PNG });
  const organizationId = await createOrganization(ada, `École ${slug}`);
  await ada.api.post('/event-types', { organizationId, title: 'Algèbre', slug: `${slug}-algebra`, durations: [30] });
  const room = `Tri ${slug}`;
  const { body: session } = await ada.api.post('/sessions', { title: room, organizationId, isPublic: true });
  const page = await openDashboard(browser, apiUrl, '/admin/rooms', {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    expectedTrouble: /409/,
  });
  await signInAs(page, admin.email, admin.password);
  await page.getByLabel('Ordre').selectOption('Plus récentes d’abord');
  await page.getByLabel('Partie du titre').fill(slug);
  await page.waitForURL(/rooms\?.*sort=-createdAt.*q=ada-|rooms\?q=ada-.*sort=-createdAt/);
  await page
    .getByRole('row', { name: `${room} ` })
    .getByRole('link', { name: 'Ada Lovelace' })
    .waitFor();
  await button(page, `Rendre privée… (${room})`).click();
  await page.getByLabel('Pourquoi').fill('Des examens y sont.');
  await expectSound(page, LIGHT_TELEPHONE);
  await button(page, 'La rendre privée').click();
  await page.locator('[role=status]:focus').getByText(`« ${room} » est privée maintenant`).waitFor();
  await page.getByText('Aucune salle publique ne correspond à ces filtres.').waitFor();
  expect((await ada.api.get(`/sessions/${session.id}`)).body.isPublic).toBe(false);

  await page.goto(`${apiUrl}/app/admin/people`);
  await page.getByLabel('Partie d’un nom').fill(ada.email);
  await page.getByRole('status').filter({ hasText: '1 sur cette page' }).waitFor();
  await page.getByLabel('État').selectOption('Désactivé');
  await page.getByText('Personne ne correspond à ces filtres.').waitFor();
  await expectSoon(() => new URL(page.url()).searchParams.get('state')).toBe('deactivated');
  await page.getByLabel('État').selectOption('Actif');
  await page.getByRole('row', { name: /Ada Lovelace.*Utilisateur/ }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Télécharger en CSV').click()]);
  expect((await readFile(await download.path(), 'utf8')).split('\r\n')).toEqual([
    expect.stringMatching(/^\uFEFFid,name,/),
    expect.stringContaining(`${ada.id},Ada Lovelace,,,${username},${ada.email},user,`),
    '',
  ]);
  await expectSound(page, LIGHT_TELEPHONE);
  await expectSoon(() => page.locator('nav [aria-current]').allTextContents()).toEqual(['Personnes']);
  await page.getByRole('link', { name: 'Ada Lovelace' }).click();
  await heading(page, 'Ada Lovelace').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'a reçu un compte' }).waitFor();
  await page.getByLabel('Rôle').selectOption('Modérateur');
  await button(page, 'Changer le rôle…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Ada Lovelace sera modérateur, sans les droits d’un administrateur.').waitFor();
  await button(page, 'Changer le rôle').click();
  await page.getByText('Le rôle de Ada Lovelace est changé.').waitFor();
  const devices = page.getByRole('region', { name: 'Où la personne est connectée' });
  await devices.getByRole('button', { name: /^Mettre fin \(/ }).click();
  await dialog.getByText('Ada Lovelace est déconnecté aussitôt de cet appareil').waitFor();
  await dialog.getByRole('button', { name: 'Mettre fin', exact: true }).click();
  await devices.getByText('1 appareil est déconnecté.').waitFor();
  expect((await api.post('/auth/refresh', { refreshToken: ada.refreshToken })).status).toBe(401);
  await button(page, 'Désactiver…').click();
  await dialog.getByText('Ada Lovelace est déconnecté partout').waitFor();
  await button(page, 'Désactiver le compte').click();
  await button(page, 'Réactiver…').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  expect((await admin.api.get(`/users/${ada.id}`)).body).toMatchObject({ role: 'moderator', isActive: false, slug });

  await page.getByText(`@${username} (sans profil public)`).waitFor();
  await button(page, 'Retirer le nom d’utilisateur…').click();
  await dialog.getByText('Ada Lovelace se connecte avec son adresse seulement').waitFor();
  await button(page, 'Le retirer').click();
  await page.locator('[role=status]:focus').getByText('Ada Lovelace n’a plus de nom d’utilisateur.').waitFor();
  await page.getByRole('link', { name: `/book/@${slug}` }).waitFor();
  await button(page, 'Retirer la page…').click();
  await dialog.getByText('La page de Ada Lovelace n’existe plus').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await button(page, 'La retirer').click();
  await page.locator('[role=status]:focus').getByText('Ada Lovelace n’a plus de page publique.').waitFor();
  await page.getByRole('img', { name: 'Ada Lovelace' }).waitFor();
  await button(page, 'Retirer la photo…').click();
  await dialog.getByText('Les pages montrent Ada Lovelace sans photo').waitFor();
  await button(page, 'La retirer').click();
  await page.locator('[role=status]:focus').getByText('Ada Lovelace n’a plus de photo.').waitFor();
  expect((await admin.api.get(`/users/${ada.id}`)).body).toMatchObject({
    slug: null,
    username: null,
    profile: { pictureUrl: null },
  });

  await eventually(
    () => admin.api.get('/analytics/events', { query: { userId: admin.id, eventType: 'user.deactivated' } }),
    ({ body }) => body.data.length === 1,
    60_000,
  );
  await page.goto(`${apiUrl}/app/admin/organizations`);
  await page.getByLabel('Partie d’un nom').fill(slug);
  await page.waitForURL(/organizations\?q=ada-/);
  const row = page.getByRole('row', { name: `École ${slug} Ada Lovelace 1` });
  await row.waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await page.getByLabel('Partie d’un nom').fill(`${slug}-0`);
  await page.getByText('Aucune organisation n’a cela dans son nom.').waitFor();
  await page.getByLabel('Partie d’un nom').fill(slug);
  await row.getByRole('link', { name: `École ${slug}` }).click();
  await page.getByRole('region', { name: 'Réservations' }).getByText('Confirmée').waitFor();
  await page.getByText('Elle n’en a pas.').waitFor();
  await page
    .getByRole('region', { name: 'Stockage' })
    .getByText(/^\d+.octets \(1\)$/)
    .waitFor();
  await page.getByRole('table', { name: 'Types de rendez-vous' }).getByText(`${slug}-algebra`).waitFor();
  const happened = page.getByRole('region', { name: 'Ce qui s’est passé dernièrement' });
  await happened.getByRole('listitem').filter({ hasText: 'Organisation fondée – Ada Lovelace' }).waitFor();
  await page.getByLabel('Rôle').selectOption('Propriétaire');
  await page.waitForURL(/role=owner/);
  await expectSound(page, LIGHT_TELEPHONE);
  await page
    .getByRole('row', { name: /Ada Lovelace.*Propriétaire/ })
    .getByRole('link')
    .click();
  await heading(page, 'Ada Lovelace').waitFor();
  await page.goto(`${apiUrl}/app/admin/people/${admin.id}`);
  const deed = page.getByRole('listitem').filter({ hasText: 'a désactivé un compte' });
  await deed.waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await deed.getByRole('link', { name: 'Ada Lovelace' }).click();
  await heading(page, 'Ada Lovelace').waitFor();

  const email = newEmail('charles');
  await page.goto(`${apiUrl}/app/admin/people/new`);
  await page.getByLabel('Nom').fill('Charles Babbage');
  await page.getByLabel('Adresse e-mail').fill(ada.email);
  await button(page, 'Créer le compte').click();
  await page.getByRole('alert').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await page.getByRole('textbox', { name: 'Adresse e-mail' }).fill(email);
  await button(page, 'Créer le compte').click();
  await heading(page, 'Charles Babbage').waitFor();
  expect((await admin.api.get('/users', { query: { q: email } })).body.data).toMatchObject([
    { name: 'Charles Babbage', role: 'user', language: 'en' },
  ]);
});

it('says what was not done and for whom, and tries it again or gives it up', async () => {
  const ada = await signUp(api, 'Ada Lovelace');
  const title = `Algebra ${ada.id.slice(-12)}`;
  const { body: booking } = await ada.api.post('/bookings', {
    title,
    start: '2031-03-03T10:00:00Z',
    end: '2031-03-03T11:00:00Z',
  });
  const [first, second] = await giveUpOn(booking.id, ['bookings.mail', 'bookings.notices']);
  const page = await openDashboard(browser, apiUrl, '/admin', { reducedMotion: 'reduce' });
  await signInAs(page, admin.email, admin.password);
  await page.getByRole('region', { name: 'What was given up' }).getByRole('link').click();
  await page.getByRole('table', { name: 'What was given up' }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await page.locator(`a[href$="/undone/${first}"]`).click();
  await heading(page, 'E-mails about a booking').waitFor();
  await page.getByRole('link', { name: title }).waitFor();
  await page.getByText('Organizer: Ada Lovelace').waitFor();
  await button(page, 'Try again…').click();
  await page.getByRole('dialog').getByText('Whoever got it already gets no second one.').waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await button(page, 'Try again').click();
  await page.getByRole('status').filter({ hasText: 'It is tried again now.' }).waitFor();
  await expectSoon(() => page.evaluate('document.activeElement.textContent')).toMatch(/^It is tried again now/);
  expect((await admin.api.get(`/admin/dead-letters/${first}`)).status).toBe(404);

  await page.goto(`${apiUrl}/app/admin/undone/${second}`);
  await button(page, 'Discard…').click();
  await button(page, 'Give it up').click();
  await page.getByRole('status').filter({ hasText: 'It is given up for good.' }).waitFor();
  expect((await admin.api.get(`/admin/dead-letters/${second}`)).status).toBe(404);

  await page.getByRole('link', { name: 'All jobs' }).click();
  const queues = page.getByRole('table', { name: 'Queues' }).getByRole('link');
  await queues.first().waitFor();
  const names = await queues.allInnerTexts();
  expect(names).toContain('Imports of rosters');
  for (const name of names) {
    await queues.filter({ hasText: name }).click();
    await heading(page, `Jobs: ${name}`).waitFor();
    await page.goBack();
  }
  await queues.filter({ hasText: 'E-mails' }).click();
  await page.getByLabel('State').selectOption('Done');
  await page
    .getByRole('cell', { name: /^Send an e-mail/ })
    .first()
    .waitFor();
  await expectSound(page, DARK_TELEPHONE);

  await page.getByRole('link', { name: 'All bookings' }).click();
  await page.getByLabel('Whose').fill(ada.email);
  await page.getByLabel('Whose').fill(await offered(page, `Ada Lovelace (${ada.email})`));
  await page.waitForURL(new RegExp(`/admin/bookings\\?host=${ada.id}$`));
  await page.getByRole('row', { name: new RegExp(`${title}.*Ada Lovelace`) }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Download CSV').click()]);
  expect((await readFile(await download.path(), 'utf8')).split('\r\n')[1]).toMatch(`${booking.id},${title},`);
  await expectSound(page, DARK_TELEPHONE);
  await page.getByRole('link', { name: title }).click();
  await button(page, 'Cancel…').waitFor();
  await page.goto(`${apiUrl}/app/admin/people/${ada.id}`);
  await page.getByRole('link', { name: 'What is booked with them' }).click();
  await page.getByRole('row', { name: new RegExp(`${title}.*Ada Lovelace`) }).waitFor();
});

it('finds e-mails, says what became of each, and sends one again that bounced', async () => {
  const { email: address } = await signUp(api, 'Ada Lovelace');
  // It waits for a day, and keeps what it says until it is sent.
  const [email] = await eventually(
    async () => {
      const query = { recipient: address, template: 'ONBOARDING_TIPS' };
      return (await admin.api.get('/admin/emails', { query })).body.data;
    },
    (found) => found.length === 1,
  );
  await db.query(
    `UPDATE email_deliveries SET status = 'bounced', attempts = 1, last_error = '550 No such box' WHERE id = $1`,
    [email.id],
  );
  const page = await openDashboard(browser, apiUrl, '/admin/emails', { locale: 'fr-FR', reducedMotion: 'reduce' });
  await signInAs(page, admin.email, admin.password);
  await page.getByLabel('Destinataire').fill(address);
  await page.waitForURL(/recipient=/);
  await page.getByLabel('État').selectOption('Échoué');
  await page.getByText('Aucun e-mail des 90 derniers jours ne correspond à ces filtres.').waitFor();
  await page.getByLabel('État').selectOption('Rejeté');
  await page.getByRole('row', { name: address }).waitFor();
  await expectSoon(() => Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    recipient: address,
    status: 'bounced',
  });
  await page.getByLabel('Ordre').selectOption('Du plus ancien au plus récent');
  await page.waitForURL(/sort=createdAt/);
  await expectSound(page, LIGHT_TELEPHONE);
  await page.getByRole('row', { name: address }).getByRole('link').click();
  await heading(page, email.subject).waitFor();
  await page.getByText('550 No such box').waitFor();
  const letter = page.frameLocator('iframe');
  await letter.getByText('Hello Ada Lovelace,').waitFor();
  expect(await letter.locator('a[href]').count()).toBe(0);
  const { body: content } = await admin.api.get(`/admin/emails/${email.id}/content`);
  await expectSoon(() => page.getByRole('region', { name: 'Ce qu’il dit' }).locator('pre').textContent()).toBe(
    content.text,
  );
  await expectSound(page, LIGHT_TELEPHONE);
  await button(page, 'Renvoyer…').click();
  await page.getByRole('dialog').getByText(`Le même e-mail part maintenant vers ${address}`).waitFor();
  await button(page, 'Renvoyer').click();
  await page.getByText('Il est renvoyé.').waitFor();
  await expectSoon(() => page.evaluate('document.activeElement.textContent')).toBe('Il est renvoyé.');
  await eventually(
    async () => (await admin.api.get(`/admin/emails/${email.id}`)).body.status,
    (status) => status === 'sent',
  );
  // As the erasure of somebody leaves it.
  await db.query(`UPDATE email_deliveries SET subject = '' WHERE id = $1`, [email.id]);
  await page.goto(`${apiUrl}/app/admin/emails?recipient=${encodeURIComponent(address)}&sort=createdAt`);
  await page.getByRole('link', { name: 'Son contenu est effacé' }).click();
  await heading(page, 'Son contenu est effacé').waitFor();
  await page.reload();
  await page.getByText('Ce qu’il disait n’est plus conservé').waitFor();

  await page.goto(`${apiUrl}/app/admin/emails`);
  // Between the presses the first one is answered.
  await button(page, 'M’envoyer un e-mail d’essai').dblclick({ delay: 400 });
  await page.getByText(`Le serveur de messagerie a accepté l’e-mail d’essai pour ${admin.email}.`).waitFor();
  const tests = await admin.api.get('/admin/emails', { query: { template: 'TEST_EMAIL', recipient: admin.email } });
  expect(tests.body.data).toHaveLength(1);

  await page.goto(`${apiUrl}/app/admin/emails/not-an-id`);
  await heading(page, 'Cette page n’existe pas').waitFor();
});

/** As if consumers had failed with what happened to a booking as often as they may. @returns the dead letters */
async function giveUpOn(bookingId: string, consumers: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO dead_letters (consumer, message_id, error, attempts)
     SELECT consumer, message.id, 'The mail server burns.', 8
     FROM unnest($2::text[]) WITH ORDINALITY AS given (consumer, place),
       LATERAL (SELECT id FROM outbox_messages WHERE name = 'booking.confirmed' AND payload ->> 'bookingId' = $1) AS message
     ORDER BY place RETURNING id`,
    [bookingId, consumers],
  );
  return rows.map(({ id }) => id);
}
