import type { Page } from 'playwright-core';
import { createSchedule } from '../factories/availability.js';
import { slot } from '../factories/booking.js';
import { askHost } from '../factories/host-link.js';
import { createOrganization } from '../factories/organization.js';
import { newEmail, type Person, signUp, signUpAllVerified } from '../factories/person.js';
import { ALWAYS, bookSlot, publicType } from '../factories/slot.js';
import { joinWaitlist } from '../factories/waitlist.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { expectSoon } from './expect-soon.js';
import { expectSound } from './visitor.js';

const { apiUrl, mailbox } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
let browser: TestBrowser;
let host: Person;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
  [host] = await signUpAllVerified(api, 'Ada Lovelace');
  await createSchedule(host, { weekly: ALWAYS });
});

afterEach(() => browser.closePages());

afterAll(() => Promise.all([browser.close(), db.end()]));

/** As on the narrowest telephone, in both themes. */
async function expectSoundAt320(page: Page): Promise<void> {
  await expectSoon(() => page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await expectSound(page);
}

/** @param titles what the page is called in English and in French */
async function expectInBothLanguages(page: Page, link: string, titles: readonly [string, string]): Promise<void> {
  for (const [index, language] of ['en', 'fr'].entries()) {
    const address = new URL(link, apiUrl);
    address.searchParams.set('lang', language);
    await page.goto(address.href);
    await page.getByRole('heading', { level: 1, name: titles[index]!, exact: true }).waitFor();
    await expectSoon(() => page.locator('html').getAttribute('lang')).toBe(language);
    await expectSoundAt320(page);
  }
}

const openPage = () => browser.newPage({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });

it('those of people and organizations, with what they offer, are for everybody', async () => {
  const slug = `ada-${host.id.slice(-12)}`;
  await host.api.patch('/users/me', { slug });
  const organizationId = await createOrganization(host, 'Analytical Engines');
  await host.api.patch(`/organizations/${organizationId}`, { slug: `engines-${slug}` });
  const description = 'Bring what you have tried, whateveritistobewritteninonewordthatislongerthanatelephoneiswide.';
  const type = await publicType(host, { title: 'Algebra', description, seats: 3 });
  await publicType(host, { title: 'Geometry', organizationId });
  const page = await openPage();
  await expectInBothLanguages(page, `/book/@${slug}`, ['Ada Lovelace', 'Ada Lovelace']);
  await expectInBothLanguages(page, `/book/@engines-${slug}`, ['Analytical Engines', 'Analytical Engines']);
  const plain = `/book/${type.slug}/plain`;
  await expectInBothLanguages(page, plain, ['Algebra', 'Algebra']);
  await expectInBothLanguages(page, `${plain}?slot=${slot(10).start}&duration=60`, ['Algebra', 'Algebra']);
  await expectInBothLanguages(page, `${plain}/waitlist?waitlist=2031-03`, ['Algebra', 'Algebra']);
  await page.goto(`${apiUrl}/book/@${slug}`);
  await page.getByRole('link', { name: /Algebra/ }).click();
  await page.getByRole('heading', { name: 'Choose a day' }).waitFor();
});

it('those behind links of e-mails are, too', async () => {
  const type = await publicType(host, { title: 'Algebra' });
  const { id } = await bookSlot(api, type.id, slot(10));
  const attendee = { name: 'Grace Hopper', email: newEmail('guest') };
  const { url } = await joinWaitlist({ api }, type.id, slot(10), { attendee });
  const page = await openPage();
  await expectInBothLanguages(page, url, ['You are on the waitlist', 'Vous êtes sur la liste d’attente']);
  await page.getByText('Algebra').waitFor();
  await host.api.post(`/bookings/${id}/cancel`, {});
  await mailbox.waitFor({ to: attendee.email, subject: 'A time is free' });
  await expectInBothLanguages(page, url, ['A time is free for you', 'Un créneau est libre pour vous']);
  await page.getByRole('button', { name: 'Réserver ce créneau' }).tap();
  await page.getByRole('heading', { level: 1, name: 'C’est réservé' }).waitFor();
  await expectSoundAt320(page);
  const { text } = await mailbox.waitFor({ to: attendee.email, subject: 'Confirmed' });
  const manage = /\S+\/manage\/[\w-]+/.exec(text)?.[0] ?? '';
  await expectInBothLanguages(page, manage, ['Your booking', 'Votre rendez-vous']);
  const { token } = await askHost(api, mailbox, host, slot(12));
  await expectInBothLanguages(page, `/hosted/${token}`, ['A booking with you', 'Un rendez-vous avec vous']);

  const reader = await signUp(api, 'Mary Somerville');
  await mailbox.waitFor({ to: reader.email, subject: 'Welcome' });
  await db.query(
    `UPDATE outbox_messages SET available_at = now(), is_in_line = true
     WHERE payload->>'deliveryId' IN (SELECT id::text FROM email_deliveries WHERE user_id = $1 AND template = 'ONBOARDING_TIPS')`,
    [reader.id],
  );
  const tips = await mailbox.waitFor({ to: reader.email, subject: 'Three things' });
  const unsubscribe = /http\S+\/account\/unsubscribe\/\S+/.exec(tips.text)?.[0] ?? '';
  await expectInBothLanguages(page, unsubscribe, ['Stop e-mails', 'Ne plus recevoir d’e-mails']);
});

it('those of accounts are, too', async () => {
  const organizationId = await createOrganization(host, 'Engines & <Sons>');
  const invited = newEmail('invited');
  await host.api.post(`/organizations/${organizationId}/invitations`, { email: invited, role: 'member' });
  const linkIn = async (to: string, subject: string) =>
    /http:\S+\/account\/\S+/.exec((await mailbox.waitFor({ to, subject })).text)?.[0] ?? '';
  const page = await openPage();
  await expectInBothLanguages(page, await linkIn(invited, 'Invitation'), [
    'Join Engines & <Sons>',
    'Rejoindre Engines & <Sons>',
  ]);
  const { email } = await signUp(api);
  await expectInBothLanguages(page, await linkIn(email, 'Confirm'), [
    'Confirm your address',
    'Confirmez votre adresse',
  ]);
  await expectInBothLanguages(page, '/account/reset-password', [
    'Reset your password',
    'Réinitialiser votre mot de passe',
  ]);
  await api.post('/auth/password/forgot', { email });
  await expectInBothLanguages(page, await linkIn(email, 'Reset'), [
    'Set a new password',
    'Définir un nouveau mot de passe',
  ]);
  for (const locale of ['en-GB', 'fr-FR'])
    for (const path of ['', '/sign-up', '/forgot-password']) {
      const own = await browser.newPage({ locale, viewport: { width: 320, height: 640 } });
      await own.goto(`${apiUrl}/app${path}`);
      await own.getByRole('heading', { level: 1 }).waitFor();
      await expectSoon(() => own.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
      await expectSoundAt320(own);
    }
});
