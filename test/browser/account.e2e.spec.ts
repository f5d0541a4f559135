import type { Page } from 'playwright-core';
import { createOrganization } from '../factories/organization.js';
import { newEmail, signUp, signUpAllVerified } from '../factories/person.js';
import { violations, WCAG } from '../support/axe.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedSystem } from '../support/shared-system.mjs';
import { expectSoon } from './expect-soon.js';

const { apiUrl, mailbox, mailboxUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
let browser: TestBrowser;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
});

afterEach(() => browser.closePages());

afterAll(() => browser.close());

/** Waits for the page of this heading, and finds nothing wrong with it. */
async function expectPage(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
}

/** Nothing sticks out of a telephone. */
async function expectNarrow(page: Page): Promise<void> {
  await expectSoon(() =>
    page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'),
  ).toBe(true);
}

async function linkIn(to: string, subject: string): Promise<string> {
  const { text } = await mailbox.waitFor({ to, subject });
  return /http:\S+\/account\/\S+/.exec(text)?.[0] ?? '';
}

describe('the mailbox', () => {
  it.each(['light', 'dark'] as const)('tells of new mail, shows it and opens its links (%s)', async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, expectedTrouble: /404/ });
    // Only this person's: all tests write into one mailbox, and axe looks at each line that is shown.
    const email = newEmail('mailbox');
    await page.goto(`${mailboxUrl}/?to=${encodeURIComponent(email)}`);
    const { password } = await signUp(api, 'Ada', email);
    await page.getByRole('link', { name: 'Show new mail' }).click();
    const { html } = await mailbox.waitFor({ to: email, subject: 'Confirm' });
    await page.reload();
    await expectPage(page, 'Mailbox');
    const mail = page.getByRole('listitem').filter({ hasText: email }).filter({ hasText: 'Confirm' });
    await mail.getByRole('link').click();
    await page.getByText('Headers').click();
    await expectPage(page, 'Confirm your e-mail address');

    const opened = page.context().waitForEvent('page');
    await page.frameLocator('iframe').getByRole('link', { name: 'Confirm address' }).click();
    const confirmation = await opened;
    await confirmation.getByLabel('Password').fill(password);
    await confirmation.getByRole('button', { name: 'Confirm my address' }).click();
    await expectPage(confirmation, 'Thank you');
    const openedFromText = page.context().waitForEvent('page');
    await page.locator('pre').getByRole('link').press('Enter');
    await expectPage(await openedFromText, 'Confirm your address');

    await page.goto(`${mailboxUrl}/nothing`);
    await expectPage(page, 'Not found');
    // The mailbox lets no script into a mail, so axe cannot look at it there. A mail has no landmarks of its own.
    await page.setContent(html);
    expect(await violations(page, WCAG)).toEqual([]);
  });
});

describe('the pages that links in e-mails lead to', () => {
  it('are in French for who reads French: the mail, its page, what is refused there, and the end', async () => {
    const { email, password, api: own } = await signUp(api);
    await own.patch('/users/me', { language: 'fr' });
    await own.post('/auth/email-verification');
    const page = await browser.newPage({ expectedTrouble: /400|401|403|422/ });
    await page.goto(await linkIn(email, 'Confirmez votre adresse'));
    await expectPage(page, 'Confirmez votre adresse');
    await expectSoon(() => page.locator('html').getAttribute('lang')).toBe('fr');
    await page.getByLabel('Mot de passe').fill(`${password} not`);
    await page.getByRole('button', { name: 'Confirmer mon adresse' }).click();
    await page.getByRole('alert').getByText('Le mot de passe est faux.').waitFor();
    await page.getByLabel('Mot de passe').fill(password);
    await page.getByRole('button', { name: 'Confirmer mon adresse' }).click();
    await expectPage(page, 'Merci');
  });

  it('confirm an address, once, to whom the account belongs', async () => {
    const { email, password } = await signUp(api);
    const link = await linkIn(email, 'Confirm');
    const page = await browser.newPage();
    await page.goto(link);
    await expectPage(page, 'Confirm your address');
    await page.getByLabel('Password').fill('not-the-password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectPage(page, 'Confirm your address');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Confirm my address' }).click();
    await expectPage(page, 'Thank you');
    await page.goto(link);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button').click();
    await expectPage(page, 'The link does not work any more');
  });

  it('give an account that somebody else made to the owner of its address', async () => {
    const { email, password } = await signUp(api);
    const page = await browser.newPage();
    await page.goto(await linkIn(email, 'Confirm'));
    await page.getByRole('link', { name: 'Set a new password' }).click();
    await expectPage(page, 'Set a new password');
    await page.getByLabel('New password').fill('mechanism of the heavens');
    await page.keyboard.press('Enter');
    await expectPage(page, 'Done');
    expect((await api.post('/auth/login', { email, password })).status).toBe(401);
  });

  it('set a new password', async () => {
    const { email } = await signUp(api);
    const page = await browser.newPage();
    await page.goto(`${apiUrl}/account/reset-password`);
    await expectPage(page, 'Reset your password');
    await page.getByLabel('E-mail address').fill(newEmail('nobody'));
    await page.keyboard.press('Enter');
    await expectPage(page, 'Look into your mailbox');
    await page.goto(`${apiUrl}/app`);
    await page.getByRole('link', { name: 'I forgot my password' }).click();
    const answers = [];
    for (const address of [newEmail('nobody'), email]) {
      await expectPage(page, 'Set a new password');
      await expectSoon(() => new URL(page.url()).pathname).toBe('/app/forgot-password');
      await page.getByLabel('E-mail address').fill(address);
      await page.keyboard.press('Enter');
      await expectPage(page, 'Check your mail');
      await expectSoon(() => page.evaluate('document.activeElement.textContent')).toBe('Check your mail');
      answers.push((await page.getByRole('main').innerText()).replace(address, '…'));
      await page.getByRole('button', { name: 'Take another address' }).click();
    }
    expect(answers[0]).toBe(answers[1]);

    await page.goto(await linkIn(email, 'Reset'));
    await page.getByLabel('New password').fill('password1');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectPage(page, 'Set a new password');
    await page.getByLabel('New password').fill('mechanism of the heavens');
    await page.keyboard.press('Enter');
    await expectPage(page, 'Done');
    const { status } = await api.post('/auth/login', { email, password: 'mechanism of the heavens' });
    expect(status).toBe(200);
  });

  it('change an address and take it back, on a telephone', async () => {
    const [owner] = await signUpAllVerified(api, 'Ada');
    const thief = newEmail('thief');
    await owner.api.post('/users/me/email', { email: thief, password: owner.password });
    const page = await browser.newPage({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    await page.goto(await linkIn(thief, 'Confirm your new'));
    await expectPage(page, 'Use this address');
    await page.getByLabel('Password').fill('not-the-password');
    await page.getByRole('button', { name: 'Use this address' }).tap();
    await page.getByRole('alert').waitFor();
    await expectPage(page, 'Use this address');
    await expectNarrow(page);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Use this address' }).tap();
    await expectPage(page, 'Done');

    await page.goto(await linkIn(owner.email, 'The e-mail address of your account was changed'));
    await expectPage(page, 'Take your account back');
    await expectNarrow(page);
    await page.getByLabel('New password').fill('mechanism of the heavens');
    await page.getByRole('button', { name: 'Set the password' }).tap();
    await expectPage(page, 'Done');
    const { status } = await api.post('/auth/login', { email: owner.email, password: 'mechanism of the heavens' });
    expect(status).toBe(200);
  });

  it('accept an invitation, with an account that is made there or with the password of the one that there is', async () => {
    const [owner] = await signUpAllVerified(api, 'Owner');
    const organizationId = await createOrganization(owner, 'Engines & <Sons>');
    const invite = async (email: string) => {
      await owner.api.post(`/organizations/${organizationId}/invitations`, { email, role: 'member' });
      return linkIn(email, 'Invitation');
    };
    const page = await browser.newPage();
    await page.goto(await invite(newEmail('invited')));
    await expectPage(page, 'Join Engines & <Sons>');
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel('Choose a password').fill('password');
    await page.getByRole('button', { name: 'Make the account and join' }).click();
    await page.getByRole('alert').waitFor();
    await expectPage(page, 'Join Engines & <Sons>');
    await expectSoon(() => page.getByLabel('Your name').inputValue()).toBe('Ada Lovelace');
    await page.getByLabel('Choose a password').fill('engines of difference 22');
    await page.getByRole('button', { name: 'Make the account and join' }).click();
    await expectPage(page, 'Welcome');
    await page.getByRole('link', { name: 'Sign in' }).waitFor();

    const { email, password } = await signUp(api, 'Invited');
    await page.goto(await invite(email));
    await page.getByLabel('Password of your account').fill('not the right password 17');
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByRole('alert').waitFor();
    await expectPage(page, 'Join Engines & <Sons>');
    await page.getByLabel('Password of your account').fill(password);
    await page.getByRole('button', { name: 'Accept the invitation' }).click();
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
  });
});
