import type { Locator, Page } from 'playwright-core';
import { makeKey } from '../factories/api-key.js';
import { newEmail, signUpAllVerified } from '../factories/person.js';
import { slot } from '../factories/booking.js';
import { TestBrowser } from '../support/browser.js';
import { ApiClient } from '../support/http.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';
import { expectSoon } from './expect-soon.js';

const { apiUrl } = sharedSystem();
const db = sharedDatabase();
let browser: TestBrowser;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
});

afterEach(() => browser.closePages());

afterAll(async () => {
  await browser.close();
  await db.end();
});

/** Opens a tag and an operation of it, fills in its body, sends it. */
async function execute(page: Page, tag: string, operationId: string, body: object): Promise<Locator> {
  await page.getByPlaceholder('Filter by tag').fill(tag);
  await page.locator(`.opblock-tag[data-tag="${tag}"]`).click();
  // Swagger UI escapes the dot of the id, and a selector the backslash.
  const operation = page.locator(`.opblock[id$="-${operationId.replace('.', '\\\\.')}"]`);
  await operation.locator('.opblock-summary-control').click();
  await operation.locator('textarea.body-param__text').fill(JSON.stringify(body));
  await operation.getByRole('button', { name: 'Execute' }).click();
  await operation.locator('.live-responses-table').waitFor();
  return operation.locator('.live-responses-table tbody');
}

/** Pastes a token or a key, as the dialog asks for them. */
async function authorize(page: Page, scheme: 'bearer' | 'apiKey', secret: string): Promise<void> {
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  const dialog = page.locator('.dialog-ux');
  const form = dialog.locator('.auth-container').filter({ hasText: `${scheme} (http, Bearer)` });
  await form.getByRole('textbox').fill(secret);
  await form.getByRole('button', { name: 'Apply credentials' }).click();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
}

it('lets somebody sign up, authorize and book at /docs, with nothing from elsewhere', async () => {
  const page = await browser.newPage();
  await page.goto(`${apiUrl}/docs`);
  const email = newEmail('swagger');
  const signUp = await execute(page, 'Accounts', 'auth.register', {
    name: 'Ada',
    email,
    password: 'Ada likes 42 long passwords',
  });
  await expectSoon(() => signUp.locator('.response-col_status').innerText()).toContain('201');
  const [, token = ''] = /"accessToken": "([^"]+)"/.exec(await signUp.innerText()) ?? [];

  await authorize(page, 'bearer', token);
  const booking = await execute(page, 'Bookings', 'bookings.create', { title: 'Algebra', ...slot(9) });
  await expectSoon(() => booking.locator('.response-col_status').innerText()).toContain('201');
  const { rows } = await db.query(
    'SELECT b.title FROM bookings b JOIN users u ON u.id = b.organizer_id WHERE u.email = $1',
    [email],
  );
  expect(rows).toEqual([{ title: 'Algebra' }]);
});

it('lets somebody try what an API key may do, and says what it may not', async () => {
  const [ada] = await signUpAllVerified(new ApiClient(apiUrl), 'Ada');
  const { secret } = await makeKey(ada, ['bookings:write']);
  const page = await browser.newPage({ expectedTrouble: /\b403\b/ });
  await page.goto(`${apiUrl}/docs`);
  await authorize(page, 'apiKey', secret);

  const booking = await execute(page, 'Bookings', 'bookings.create', { title: 'Algebra', ...slot(9) });
  await expectSoon(() => booking.locator('.response-col_status').innerText()).toContain('201');
  await expectSoon(() => booking.innerText()).toContain(`"id": "${ada.id}"`);
  const refused = await execute(page, 'Webhooks', 'webhooks.create', {
    url: 'https://receiver.example/',
    events: ['*'],
  });
  await expectSoon(() => refused.locator('.response-col_status').innerText()).toContain('403');
  const text = await refused.innerText();
  expect(text).toContain('"code": "insufficient_scope"');
  expect(text).toContain('webhooks:write');
});
