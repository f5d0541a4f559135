import { readFile } from 'node:fs/promises';
import { createSchedule } from '../factories/availability.js';
import { addMember, createOrganization } from '../factories/organization.js';
import { newEmail, type Person, signUpAllVerified } from '../factories/person.js';
import { ALWAYS, bookSlot, publicType } from '../factories/slot.js';
import { received, verified } from '../factories/webhook.js';
import { violations } from '../support/axe.js';
import { TestBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { JPEG, PNG } from '../support/pictures.js';
import { Receiver } from '../support/receiver.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { button, DARK_TELEPHONE, expectSound, heading, LIGHT_TELEPHONE, openDashboard, signInAs } from './dashboard.js';
import { expectSoon } from './expect-soon.js';
import { offered } from './offered.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
let browser: TestBrowser;
let owner: Person;
let id: string;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
});

beforeEach(async () => {
  [owner] = await signUpAllVerified(api, 'Ada Lovelace');
  id = await createOrganization(owner, 'Analytical Engines');
});

afterEach(() => browser.closePages());

afterAll(() => browser.close());

const membersOf = async () => (await owner.api.get(`/organizations/${id}/members`)).body.data;

it('invites people, changes what they are, and lets them go', async () => {
  const [grace, charles] = await signUpAllVerified(api, 'Grace Hopper', 'Charles Babbage');
  await addMember(owner, id, grace);
  await addMember(owner, id, charles);
  const page = await openDashboard(browser, apiUrl, `/organizations/${id}/members?role=member`, {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    expectedTrouble: /409/,
  });
  await signInAs(page, owner.email, owner.password);
  await heading(page, 'Membres – Analytical Engines').waitFor();
  await page.getByText('2 personnes sur cette page').waitFor();
  await button(page, 'Rôle… (Grace Hopper)').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Rôle').selectOption('admin');
  await expectSound(page, LIGHT_TELEPHONE);
  await button(page, 'Donner ce rôle').click();
  await page.getByText('Grace Hopper a maintenant le rôle « Administrateur » et en est averti.').waitFor();
  await page.getByText('1 personne sur cette page').waitFor();

  await button(page, 'Retirer… (Charles Babbage)').click();
  await dialog.getByText('Charles Babbage ne voit plus Analytical Engines').waitFor();
  await button(page, 'Retirer de l’organisation').click();
  await page.getByText('Personne ne correspond à ces filtres.').waitFor();
  const focused = page.locator('[role=status]:focus');
  await expectSoon(() => focused.textContent()).toBe('Charles Babbage n’est plus membre et en est averti.');
  await button(page, 'Retirer les filtres').click();
  await page.waitForURL(/\/members$/);

  const guest = newEmail('guest');
  await button(page, 'Inviter…').click();
  await dialog.getByLabel('Adresse e-mail').fill(guest);
  await button(page, 'Envoyer l’invitation').click();
  await page.getByText(`L’invitation à ${guest} est en route.`).waitFor();
  await button(page, `Réinviter… (${guest})`).waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  expect(await membersOf()).toMatchObject([
    { name: 'Ada Lovelace', role: 'owner' },
    { name: 'Grace Hopper', role: 'admin' },
    { status: 'invited', email: guest, role: 'member' },
  ]);
  await page.getByLabel('Partie d’un nom').fill('GUEST-');
  await page.waitForURL(/q=GUEST-/);
  await page.getByText('1 personne sur cette page').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await button(page, `Annuler… (${guest})`).click();
  await button(page, 'Annuler l’invitation').click();
  await page.getByText(`L’invitation à ${guest} est annulée.`).waitFor();
  expect(await membersOf()).toHaveLength(2);

  await button(page, 'Retirer les filtres').click();
  await page.getByLabel('Ordre').selectOption('De la plus récente arrivée');
  await page.getByRole('row').nth(1).filter({ hasText: 'Grace Hopper' }).waitFor();
  await button(page, 'Quitter…').click();
  await button(page, 'Quitter l’organisation').click();
  // In the server's own words: nobody else owns it.
  await dialog.getByRole('alert').waitFor();
});

it('makes an organization, and gives it another name', async () => {
  const page = await openDashboard(browser, apiUrl, '/organizations', { reducedMotion: 'reduce' });
  await signInAs(page, owner.email, owner.password);
  await button(page, 'New organization…').click();
  await page.getByLabel('Name', { exact: true }).fill('Difference Engines');
  await button(page, 'Make it').click();
  await heading(page, 'Members – Difference Engines').waitFor();
  await page.getByRole('link', { name: 'Organization', exact: true }).click();
  await heading(page, 'Organization – Difference Engines').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Engines of all kinds');
  await button(page, 'Save').click();
  await page.getByText('It is saved, and everybody in it is told.').waitFor();
  const slug = `engines-${owner.id.slice(-12)}`;
  await page.getByLabel('Public page').fill(slug);
  await button(page, 'Save the public page').click();
  await page.getByText('The public page is saved.').waitFor();
  await page.getByRole('link', { name: `/book/@${slug}` }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await page
    .getByRole('group', { name: 'Managed by me' })
    .getByRole('link', { name: 'Engines of all kinds' })
    .waitFor({ state: 'attached' });
  const { body } = await owner.api.get('/organizations', { query: { sort: 'name' } });
  expect(body.data).toMatchObject([
    { name: 'Analytical Engines' },
    { name: 'Engines of all kinds', slug, myRole: 'owner' },
  ]);
});

it('keeps rooms and devices', async () => {
  const page = await openDashboard(browser, apiUrl, `/organizations/${id}/bookables`, { reducedMotion: 'reduce' });
  await signInAs(page, owner.email, owner.password);
  await page.getByText('There is nothing yet.').waitFor();
  await button(page, 'New room or device…').click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Room 5');
  await page.getByLabel('Bookings at once').fill('2');
  await button(page, 'Add it').click();
  await page.getByText('Room 5 is there, and can be booked.').waitFor();
  await button(page, 'Change… (Room 5)').click();
  await page.getByLabel('Description').fill('Second floor');
  await expectSound(page, DARK_TELEPHONE);
  await button(page, 'Save').click();
  await page.getByText('It is saved.').waitFor();
  await page.getByText('Second floor').waitFor();
  const { body } = await owner.api.get('/bookables', { query: { organizationId: id } });
  expect(body.data).toMatchObject([
    { name: 'Room 5', kind: 'room', capacity: 2, description: 'Second floor', timeZone: 'Europe/London' },
  ]);

  await button(page, 'Out of use… (Room 5)').click();
  await button(page, 'Take it out of use').click();
  await page.getByText('Room 5 is out of use.').waitFor();
  await page.getByLabel('Status').selectOption('active');
  await page.getByText('Nothing fits these filters.').waitFor();
  await page.getByLabel('Status').selectOption('archived');
  await page.waitForURL(/\?use=archived$/);
  await button(page, 'Into use… (Room 5)').click();
  await button(page, 'Take it back into use').click();
  await page.getByText('Room 5 can be booked again.').waitFor();
  expect((await owner.api.get(`/bookables/${body.data[0].id}`)).body.isActive).toBe(true);
});

it('shows its managers what is booked with whom, and lets them decide', async () => {
  const [grace] = await signUpAllVerified(api, 'Grace Hopper');
  await addMember(owner, id, grace);
  await createSchedule(grace, { weekly: ALWAYS });
  const hosts = [{ userId: grace.id }];
  const more = { title: 'Algèbre', organizationId: id, hosts, requiresConfirmation: true };
  const { id: eventTypeId } = await publicType(owner, more);
  const booking = await bookSlot(api, eventTypeId, { start: '2031-03-03T10:00:00Z' });
  const page = await openDashboard(browser, apiUrl, `/organizations/${id}/bookings?status=pending&host=${owner.id}`, {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
  });
  await signInAs(page, owner.email, owner.password);
  await page.getByText('Aucune réservation ne correspond à ces filtres.').waitFor();
  await expectSoon(() => page.getByLabel('De qui').inputValue()).toBe('Ada Lovelace');
  await page.getByLabel('De qui').fill('hopper');
  await page.getByLabel('De qui').fill(await offered(page, 'Grace Hopper'));
  await page.waitForURL(new RegExp(`host=${grace.id}`));
  await page.getByRole('row', { name: /Algèbre.*Grace Hopper/ }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Télécharger en CSV').click()]);
  const file = await readFile(await download.path(), 'utf8');
  expect(file.split('\r\n')).toEqual([
    expect.stringMatching(/^\uFEFFid,title,/),
    expect.stringContaining(`${booking.id},Algèbre,pending,2031-03-03T10:00:00.000Z,`),
    '',
  ]);
  await page.getByText('Le fichier est dans vos téléchargements.').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await page.getByRole('link', { name: 'Algèbre' }).click();
  await button(page, 'Confirmer').click();
  await page.getByText('La réservation est confirmée').waitFor();
  expect((await grace.api.get(`/bookings/${booking.id}`)).body.status).toBe('confirmed');
  await expectSound(page, LIGHT_TELEPHONE);

  await page.goto(`${apiUrl}/app/organizations/${id}/bookings`);
  await page.getByRole('link', { name: 'Rapports' }).click();
  await page.getByText('Aucune réservation ne commence ces jours-là.').waitFor();
  // Too far from the last day, which follows.
  await page.getByLabel('Du').fill('2031-02-24');
  await page.waitForURL(/from=2031-02-24$/);
  const of = (part: string) => page.getByRole('region', { name: part });
  await of('Par semaine').getByRole('row', { name: 'lun. 3 mars 1' }).waitFor();
  await page.getByLabel('Au', { exact: true }).fill('2031-03-09');
  await page.waitForURL(/from=2031-02-24&to=2031-03-09$/);
  await page.getByLabel('Chiffre').selectOption('Heures réservées');
  await page.waitForURL(/show=bookedMinutes/);
  await expectSoon(() => of('Par semaine').getByRole('row').allTextContents()).toEqual([
    'lun. 24 févr.0',
    'lun. 3 mars1',
  ]);
  await of('Par type de rendez-vous').getByRole('row', { name: 'Algèbre 1' }).waitFor();
  await of('Au total').getByText('En attente de confirmation').waitFor();
  const save = of('Par hôte').getByRole('button', { name: 'Télécharger en CSV' });
  const [report] = await Promise.all([page.waitForEvent('download'), save.click()]);
  expect((await readFile(await report.path(), 'utf8')).split('\r\n')[1]).toBe(
    `${grace.id},Grace Hopper,1,0,1,0,0,0,0,0,0,60`,
  );
  await expectSound(page, DARK_TELEPHONE);
  await of('Par hôte').getByRole('link', { name: 'Grace Hopper' }).click();
  await page.getByRole('row', { name: /Algèbre.*Grace Hopper/ }).waitFor();
});

it('says who gives what can be booked, how fair that is, and which members have copies', async () => {
  const [grace] = await signUpAllVerified(api, 'Grace Hopper');
  await addMember(owner, id, grace);
  await createSchedule(grace, { weekly: ALWAYS });
  const page = await openDashboard(browser, apiUrl, `/organizations/${id}/event-types`, {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
  });
  await signInAs(page, owner.email, owner.password);
  await page.getByText('On ne peut encore rien réserver ici.').waitFor();
  await page.getByRole('link', { name: 'Nouveau type de rendez-vous' }).click();
  await page.getByLabel('Titre', { exact: true }).fill('Algèbre');
  await page.getByLabel('Comment quelqu’un est choisi').selectOption('L’un d’eux à tour de rôle');
  await page.getByRole('checkbox', { name: 'Grace Hopper' }).check();
  await page.getByLabel('Poids (Grace Hopper)').fill('3');
  await page.getByLabel('Priorité (Grace Hopper)').fill('2');
  // What is typed stays.
  for (const gives of [false, true]) await page.getByRole('checkbox', { name: 'Grace Hopper' }).setChecked(gives);
  await expectSound(page, LIGHT_TELEPHONE);
  await button(page, 'Créer').click();
  await heading(page, 'Algèbre').waitFor();
  const { id: eventTypeId, ...made } = (await owner.api.get('/event-types', { query: { organizationId: id } })).body
    .data[0];
  const hosts = [
    { userId: grace.id, weight: 3, priority: 2 },
    { userId: owner.id, weight: 1, priority: 0 },
  ];
  expect(made).toMatchObject({ assignment: 'round_robin', fairnessWindowDays: 30, hosts });
  await bookSlot(owner.api, eventTypeId, { start: '2031-03-03T10:00:00Z' });
  await page.getByLabel('Poids (Grace Hopper)').fill('1');
  await button(page, 'Enregistrer').click();
  const fairness = page.getByRole('region', { name: 'Qui en a eu combien' });
  await fairness.getByRole('row', { name: /^Grace Hopper 1 100\s%\s50\s%$/ }).waitFor();
  await expectSound(page, LIGHT_TELEPHONE.slice(0, 1));
  await page.getByLabel('Comment quelqu’un est choisi').selectOption('Une personne');
  await page.getByRole('radio', { name: 'Ada Lovelace' }).check();
  await button(page, 'Enregistrer').click();
  await fairness.waitFor({ state: 'detached' });
  expect((await owner.api.get(`/event-types/${eventTypeId}`)).body).toMatchObject({
    assignment: 'single',
    hosts: [{ userId: owner.id, weight: 1, priority: 0 }],
  });

  await button(page, 'Donner des copies…').click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Grace Hopper' }).check();
  await button(page, 'Leur donner des copies').click();
  await page.getByRole('row', { name: /Grace Hopper.*Actif/ }).waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await page.getByRole('link', { name: 'Grace Hopper' }).click();
  await page.getByText('C’est la copie d’un membre').waitFor();
  await page.getByRole('link', { name: 'Types de rendez-vous de Analytical Engines' }).click();
  await page.getByRole('row', { name: /Grace Hopper.*Copie d’un membre/ }).waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await page.goBack();
  await page.getByRole('link', { name: 'celui dont elle est la copie' }).click();
  await button(page, 'Retirer… (Grace Hopper)').click();
  await button(page, 'La reprendre').click();
  await page.locator('[role=status]:focus').getByText('Grace Hopper n’a plus de copie.').waitFor();
  expect((await owner.api.get('/event-types', { query: { parentId: eventTypeId } })).body.data).toEqual([]);
});

it('adds a webhook, and shows what was sent and answered', async () => {
  const receiver = await Receiver.open();
  const page = await openDashboard(browser, apiUrl, `/organizations/${id}/webhooks`, { reducedMotion: 'reduce' });
  await signInAs(page, owner.email, owner.password);
  await page.getByText('No program elsewhere is told what happens here.').waitFor();
  await button(page, 'New webhook…').click();
  await page.getByLabel('Address').fill(`${receiver.url}/hook`);
  await page.getByLabel('Everything, now and later').uncheck();
  await page.getByLabel('booking.confirmed').check();
  await expectSound(page, DARK_TELEPHONE);
  await button(page, 'Add it').click();
  const secret = (await page.getByText(/^whsec_/).textContent())!;
  await page.getByLabel('Order').selectOption('Oldest first');
  await page.waitForURL(/webhooks\?sort=createdAt/);
  await page.getByRole('link', { name: `${receiver.url}/hook` }).click();
  await heading(page, 'Webhook – Analytical Engines').waitFor();
  expect((await owner.api.get('/webhooks', { query: { organizationId: id } })).body.data).toMatchObject([
    { url: `${receiver.url}/hook`, events: ['booking.confirmed'], isActive: true },
  ]);

  await button(page, 'Send a test').click();
  await page.getByRole('row', { name: /webhook\.test.*Delivered/ }).waitFor();
  await expectSound(page, DARK_TELEPHONE);
  const [first] = await received(receiver, 1);
  expect(verified(secret, first!)).toMatchObject({ type: 'webhook.test' });
  receiver.answer = (response) => response.writeHead(410).end('It is closed.');
  await page.getByRole('link', { name: /^webhook\.test/ }).click();
  await page.getByText('The receiver answered 204.').waitFor();
  await button(page, 'Send again').click();
  await page.getByText('It is closed.').waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await page.getByRole('link', { name: 'The webhook and its deliveries' }).click();
  await page.getByLabel('Order').selectOption('Oldest first');
  await page.waitForURL(/sort=createdAt/);
  await page.getByText('the receiver answered that it is gone.').waitFor();

  await button(page, 'Delete…').click();
  await button(page, 'Delete it for good').click();
  await page.getByText('No program elsewhere is told what happens here.').waitFor();
  await receiver.close();
});

it('gives an organization a logo and a colour, which strangers see', async () => {
  const page = await openDashboard(browser, apiUrl, `/organizations/${id}`, {
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    expectedTrouble: /400/,
  });
  await signInAs(page, owner.email, owner.password);
  const section = page.getByRole('region', { name: 'Logo et couleur' });
  const choose = async (name: string, mimeType: string, buffer: Buffer) => {
    await section.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
    await section.getByText(name, { exact: true }).waitFor();
    await section.getByRole('img').first().waitFor();
  };
  // What it says that it is does not matter.
  await choose('page.png', 'image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  await button(page, 'Enregistrer le logo et la couleur').click();
  await section.getByRole('alert').getByText('doit être une image entière en PNG, JPEG ou WebP').waitFor();
  await section.locator('[data-fault]:focus').waitFor();
  await choose('logo.png', 'image/png', Buffer.from(PNG, 'base64'));
  await section.getByLabel('Couleur', { exact: true }).fill('#FFD400');
  await section.getByText('Réserver').first().waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await button(page, 'Enregistrer le logo et la couleur').click();
  await page.locator('[role=status]:focus').getByText('Le logo et la couleur sont enregistrés.').waitFor();
  const { color, logoUrl } = (await owner.api.get(`/organizations/${id}`)).body;
  expect([color, logoUrl]).toEqual(['#ffd400', expect.stringMatching(/\/logos\/[0-9a-f]{64}\.png$/)]);

  await createSchedule(owner, { weekly: ALWAYS });
  const type = await publicType(owner, { organizationId: id });
  const start = new Date(Date.now() + 48 * 3_600_000).toISOString().replace(/T.*/, 'T10:00:00Z');
  const { manageUrl } = await bookSlot(api, type.id, { start });
  const visitor = await browser.newPage();
  await visitor.goto(`${apiUrl}${new URL(manageUrl).pathname}`);
  await visitor.getByRole('img', { name: 'Analytical Engines' }).waitFor();
  await button(visitor, 'Move to another time').waitFor();
  // Once the style sheet of the colour is there.
  const read = `(() => { const { color, backgroundColor } = getComputedStyle(document.querySelector('button.primary'));
    return color + ' on ' + backgroundColor; })()`;
  await eventually(
    () => visitor.evaluate<string>(read),
    (colours) => colours === 'rgb(0, 0, 0) on rgb(255, 212, 0)',
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    await visitor.emulateMedia({ colorScheme });
    expect(await violations(visitor)).toEqual([]);
  }

  await choose('logo.jpg', 'image/jpeg', Buffer.from(JPEG, 'base64'));
  await button(page, 'Retirer le logo…').click();
  await button(page, 'Retirer').click();
  await page.locator('[role=status]:focus').getByText('Le logo est retiré.').waitFor();
  await button(page, 'Retirer le logo…').waitFor({ state: 'detached' });
  expect((await owner.api.get(`/organizations/${id}`)).body.logoUrl).toBeNull();
});

it('gives programs keys, of one’s own and of service accounts, and takes them back', async () => {
  const page = await openDashboard(browser, apiUrl, '/keys', { reducedMotion: 'reduce', expectedTrouble: /400|422/ });
  const dialog = page.getByRole('dialog');
  const notice = page.locator('[role=status]:focus');
  const secret = async () => (await notice.locator('code').textContent()) ?? '';
  const statusWith = async (key: string, path = '/bookings') => (await api.as(key).get(path)).status;
  const make = async (name: string, scope: string) => {
    await button(page, 'New key…').click();
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByLabel(scope).check();
    await dialog.getByLabel('Present password').fill(owner.password);
    await dialog.getByRole('button', { name: 'Make it' }).click();
    await notice.getByText(`The key “${name}”`).waitFor();
  };
  await signInAs(page, owner.email, owner.password);
  await page.getByText('There are no keys.').waitFor();
  await button(page, 'New key…').click();
  await dialog.getByLabel('Name', { exact: true }).fill('Lobby');
  await dialog.getByLabel('Present password').fill('not my password');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await dialog.getByRole('group', { name: 'What it may do' }).locator('[data-fault]:focus').waitFor();
  await dialog.getByLabel('bookings:read').check();
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await dialog.getByRole('alert').waitFor();
  await expectSound(page, DARK_TELEPHONE);
  await page.keyboard.press('Escape');
  await make('Lobby', 'bookings:read');
  const first = await secret();
  expect([await statusWith(first), await statusWith(first, '/event-types')]).toEqual([200, 403]);
  await page.getByRole('group', { name: 'Lobby' }).getByText('bookings:read').waitFor();
  await expectSound(page, LIGHT_TELEPHONE);

  await button(page, 'Rename… (Lobby)').click();
  await dialog.getByLabel('Name', { exact: true }).fill('Entrance');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await notice.getByText('It is called Entrance now.').waitFor();
  await button(page, 'Replace… (Entrance)').click();
  await dialog.getByLabel('Hours that the old one still works').fill('0');
  await dialog.getByLabel('Present password').fill(owner.password);
  await dialog.getByRole('button', { name: 'Make a new one' }).click();
  await notice.getByText('The key “Entrance”').waitFor();
  const second = await secret();
  expect(second).not.toBe(first);
  const keys = async () => (await owner.api.get('/api-keys')).body.data;
  const live = async () =>
    (await keys()).filter(({ expiresAt }: { expiresAt: string }) => Date.parse(expiresAt) > Date.now());
  expect(await live()).toMatchObject([{ name: 'Entrance', scopes: ['bookings:read'] }]);
  const entrance = page.getByRole('group', { name: 'Entrance' }).filter({ hasText: 'Ends' });
  await entrance.getByRole('button', { name: /^Revoke…/ }).click();
  await dialog.getByRole('button', { name: 'Revoke it' }).click();
  await notice.getByText('Entrance is revoked.').waitFor();
  expect(await page.getByText(second).count()).toBe(0);
  expect(await live()).toEqual([]);

  await page.goto(`${apiUrl}/app/organizations/${id}/service-accounts`);
  await page.getByText('No program acts for this organization.').waitFor();
  await button(page, 'New service account…').click();
  await dialog.getByLabel('Name', { exact: true }).fill('Our site');
  await dialog.getByLabel('Role').selectOption('Admin');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await notice.getByText('Our site is there.').waitFor();
  await make('Timetable', 'organizations:read');
  expect(await statusWith(await secret(), `/organizations/${id}`)).toBe(200);
  await expectSound(page, DARK_TELEPHONE);
  const account = page.getByRole('region', { name: 'Our site', exact: true });
  await account.getByRole('group', { name: 'Timetable' }).waitFor();
  await button(page, 'Delete… (Our site)').click();
  await dialog.getByRole('button', { name: 'Delete it' }).click();
  await notice.getByText('Our site is deleted.').waitFor();
  await page.getByText('No program acts for this organization.').waitFor();
});
