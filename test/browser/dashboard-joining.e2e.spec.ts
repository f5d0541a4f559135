import { createOrganization } from '../factories/organization.js';
import { signUpAllVerified } from '../factories/person.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { button, DARK_TELEPHONE, expectSound, heading, LIGHT_TELEPHONE, openDashboard, signInAs } from './dashboard.js';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
let browser: TestBrowser;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
});

afterEach(() => browser.closePages());

afterAll(() => browser.close());

it('makes a code, by which somebody asks to be admitted, and admits them', async () => {
  const [owner, emmy] = await signUpAllVerified(api, 'Ada Lovelace', 'Emmy Noether');
  const id = await createOrganization(owner, 'Engines of all kinds');
  const page = await openDashboard(browser, apiUrl, `/organizations/${id}/requests`, { reducedMotion: 'reduce' });
  await signInAs(page, owner.email, owner.password);
  await page.getByText('Nobody waits for an answer.').waitFor();
  await button(page, 'Make a code').click();
  await page.getByRole('dialog').getByLabel('For').selectOption('facilitator');
  await page.getByRole('dialog').getByRole('button', { name: 'Make a code' }).click();
  await page.getByText(/The code is \w{12}\./).waitFor();
  const of = `/organizations/${id}`;
  const { code } = (await owner.api.get(`${of}/join-codes`)).body.data[0];
  const other = await openDashboard(browser, apiUrl, `/join?join=${code}`, { reducedMotion: 'reduce' });
  await signInAs(other, emmy.email, emmy.password);
  await other.getByText('You ask Engines of all kinds to be admitted as facilitator.').waitFor();
  await other.getByLabel('Employee number').fill('FAC001');
  await expectSound(other, LIGHT_TELEPHONE);
  await button(other, 'Ask to join').click();
  await other.getByText('Waits for an answer.').waitFor();
  // Who asks is shown without a reload.
  await button(page, 'Admit (Emmy Noether)').click();
  await expectSound(page, DARK_TELEPHONE);
  await page.getByRole('dialog').getByRole('button', { name: 'Admit' }).click();
  await page.getByText('Emmy Noether is a member now.').waitFor();
  expect((await owner.api.get(`/facilitators?organizationId=${id}`)).body.data).toMatchObject([
    { employeeId: 'FAC001', user: { email: emmy.email } },
  ]);
});

it('shows those who are invited by whom, and lets them join or not', async () => {
  const [owner, grace] = await signUpAllVerified(api, 'Ada Lovelace', 'Grace Hopper');
  const id = await createOrganization(owner);
  const other = await createOrganization(owner, 'Difference Engines');
  for (const organization of [id, other])
    await owner.api.post(`/organizations/${organization}/invitations`, { email: grace.email, role: 'admin' });
  const page = await openDashboard(browser, apiUrl, '/organizations', { locale: 'fr-FR', reducedMotion: 'reduce' });
  await signInAs(page, grace.email, grace.password);
  await page.getByText('Ada Lovelace vous invite dans le rôle « Administrateur »').first().waitFor();
  await expectSound(page, LIGHT_TELEPHONE);
  await button(page, 'Refuser… (Difference Engines)').click();
  await button(page, 'Refuser').click();
  await page.locator('[role=status]:focus').getByText('L’invitation de Difference Engines est refusée.').waitFor();
  await button(page, 'Accepter… (Analytical Engines)').click();
  await button(page, 'Rejoindre').click();
  await heading(page, 'Membres – Analytical Engines').waitFor();
  expect((await grace.api.get('/organizations')).body.data).toMatchObject([{ id, myRole: 'admin' }]);
  expect((await grace.api.get('/invitations')).body.data).toEqual([]);
});
