import type { Locator, Page } from 'playwright-core';
import { violations } from '../support/axe.js';
import type { PageOptions, TestBrowser } from '../support/browser.js';
import { expectSoon } from './expect-soon.js';

const WIDE = { width: 1440, height: 900 };
const TELEPHONE = { width: 360, height: 740 };

export interface Look {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
}

// Each language in each theme and at each width, without every combination of the three.
export const DARK_TELEPHONE: readonly Look[] = [
  { viewport: TELEPHONE, colorScheme: 'dark' },
  { viewport: WIDE, colorScheme: 'light' },
];
export const LIGHT_TELEPHONE: readonly Look[] = [
  { viewport: TELEPHONE, colorScheme: 'light' },
  { viewport: WIDE, colorScheme: 'dark' },
];

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const heading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { level: 1, name, exact: true });

export async function openDashboard(
  browser: TestBrowser,
  apiUrl: string,
  path: string,
  options: PageOptions,
): Promise<Page> {
  const page = await browser.newPage({ viewport: WIDE, ...options });
  await page.goto(`${apiUrl}/app${path}`);
  return page;
}

/** @param name an address or a username */
export async function signInAs(page: Page, name: string, password: string): Promise<void> {
  await page.locator('input[name=identifier]').fill(name);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
}

/** Controls of the header that end outside of the window. */
const CUT_OFF = `[...document.querySelectorAll('header :is(a, button)')].filter(
  (control) => control.checkVisibility() && control.getBoundingClientRect().right > innerWidth,
).map(({ outerHTML }) => outerHTML)`;

/** Nothing is wrong with the page in these looks, and nothing sticks out. */
export async function expectSound(page: Page, looks: readonly Look[]): Promise<void> {
  for (const { viewport, colorScheme } of looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    expect({ viewport, colorScheme, found: await violations(page) }).toEqual({ viewport, colorScheme, found: [] });
    await expectSoon(() => page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    // What is fixed makes no page wider.
    expect(await page.evaluate(CUT_OFF)).toEqual([]);
  }
}

/** What is said beside a field, as a screen reader says it. */
export async function describedBy(field: Locator): Promise<string> {
  const ids = (await field.getAttribute('aria-describedby')) ?? '';
  const said = ids
    .split(' ')
    .filter((id) => id !== '')
    .map((id) => field.page().locator(`[id="${id}"]`).innerText());
  return (await Promise.all(said)).join(' ');
}
