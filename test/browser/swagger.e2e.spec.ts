import type { Locator, Page } from 'playwright-core';
import { newEmail } from '../factories/person.js';
import { slot } from '../factories/booking.js';
import { TestBrowser } from '../support/browser.js';
import { sharedDatabase, sharedSystem } from '../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const db = sharedDatabase();
let browser: TestBrowser;

beforeAll(async () => {
  browser = await TestBrowser.launch(apiUrl);
});

afterEach(async () => expect(await browser.closePages()).toEqual([]));

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

/** The document is long, and the page works through all of it: much of a minute where others use the processor, too. */
const PATIENCE_MS = 180_000;

it(
  'lets somebody sign up, authorize and book at /docs, with nothing from elsewhere',
  async () => {
    const page = await browser.newPage();
    await page.goto(`${apiUrl}/docs`);
    const email = newEmail('swagger');
    const signUp = await execute(page, 'Accounts', 'auth.register', {
      name: 'Ada',
      email,
      password: 'Ada likes 42 long passwords',
    });
    expect(await signUp.locator('.response-col_status').innerText()).toContain('201');
    const [, token = ''] = /"accessToken": "([^"]+)"/.exec(await signUp.innerText()) ?? [];

    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.dialog-ux');
    // The first is for access tokens, the second for API keys.
    await dialog.getByRole('textbox').first().fill(token);
    await dialog.getByRole('button', { name: 'Apply credentials' }).first().click();
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    const booking = await execute(page, 'Bookings', 'bookings.create', { title: 'Algebra', ...slot(9) });
    expect(await booking.locator('.response-col_status').innerText()).toContain('201');
    const { rows } = await db.query(
      'SELECT b.title FROM bookings b JOIN users u ON u.id = b.organizer_id WHERE u.email = $1',
      [email],
    );
    expect(rows).toEqual([{ title: 'Algebra' }]);
  },
  PATIENCE_MS,
);
