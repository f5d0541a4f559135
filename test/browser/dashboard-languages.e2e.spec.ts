import type { Page } from 'playwright-core';
import { createBookable, createSchedule } from '../factories/availability.js';
import { slot } from '../factories/booking.js';
import { createOrganization } from '../factories/organization.js';
import { type Person, signUpAdmin } from '../factories/person.js';
import { ALWAYS, bookSlot, publicType } from '../factories/slot.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { expectSound, type Look, openDashboard, signInAs } from './dashboard.js';
import { expectSoon } from './expect-soon.js';

/*
 * What the tests of single pages look at in one language, here in the other, as narrow as pages have to be usable.
 */

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();
const NARROW: readonly Look[] = [{ viewport: { width: 320, height: 640 }, colorScheme: 'dark' }];
let browser: TestBrowser;
let admin: Person;
let organization: string;
let room: string;
let webhook: string;
let eventType: string;

beforeAll(async () => {
  [browser, admin] = await Promise.all([TestBrowser.launch(apiUrl), signUpAdmin(api, db)]);
  organization = await createOrganization(admin, 'Analytical Engines and Difference Engines of all kinds');
  await createSchedule(admin, { weekly: ALWAYS });
  const title = 'An introduction to everything that is known of groups, rings and fields';
  const type = await publicType(admin, { title, organizationId: organization });
  eventType = type.id;
  await bookSlot(api, eventType, slot(10));
  room = await createBookable(admin, { organizationId: organization, name: 'The large room on the second floor' });
  const hook = { url: 'https://hooks.example.org/a/rather/long/address/of/a/receiver', organizationId: organization };
  webhook = (await admin.api.post('/webhooks', { ...hook, events: ['booking.confirmed'] })).body.id;
  await admin.api.post('/calendar-feeds', { scope: 'person' });
});

afterEach(() => browser.closePages());

afterAll(() => Promise.all([browser.close(), db.end()]));

/** Goes there as a link does, without a document of its own, until everything is loaded. */
async function goTo(page: Page, path: string): Promise<void> {
  const before = await page.title();
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(`/app${path}`)})`);
  await expectSoon(() => page.title()).not.toBe(before);
  await page.locator('h1').waitFor();
  await page.locator('main .mantine-Loader-root').first().waitFor({ state: 'detached' });
}

it.each([
  [
    'en-GB',
    () => [
      '/absences',
      '/event-types/new',
      `/organizations/${organization}/members`,
      `/organizations/${organization}/bookings`,
      `/organizations/${organization}/reports`,
      `/organizations/${organization}/bookables/${room}`,
      `/organizations/${organization}/event-types`,
      '/admin/rooms',
      '/admin/people',
      `/admin/people/${admin.id}`,
      '/admin/people/new',
      '/admin/organizations',
      `/admin/organizations/${organization}`,
      '/admin/emails',
    ],
  ],
  [
    'fr-FR',
    () => [
      '/event-types',
      `/event-types/${eventType}`,
      '/calendars',
      '/notifications',
      '/keys',
      '/rooms',
      `/organizations/${organization}/requests`,
      `/organizations/${organization}/bookables`,
      `/organizations/${organization}/event-types/new`,
      `/organizations/${organization}/webhooks`,
      `/organizations/${organization}/webhooks/${webhook}`,
      `/organizations/${organization}/service-accounts`,
      '/admin',
      '/admin/analytics',
      '/admin/configuration',
      '/admin/activity',
      '/admin/jobs',
      '/admin/bookings',
    ],
  ],
])('each page is sound in the other language, too, on the narrowest telephone (%s)', async (locale, paths) => {
  const page = await openDashboard(browser, apiUrl, '/profile', { locale, reducedMotion: 'reduce' });
  await signInAs(page, admin.email, admin.password);
  await page.locator('h1:not(:has-text("Sign in"), :has-text("Se connecter"))').waitFor();
  for (const path of paths()) {
    await goTo(page, path);
    await expectSound(page, NARROW).catch((cause: unknown) => {
      throw new Error(`${path} is not sound.`, { cause });
    });
  }
});
