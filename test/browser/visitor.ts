import type { Pool } from 'pg';
import type { Locator, Page } from 'playwright-core';
import { violations } from '../support/axe.js';

/** Nothing is wrong with the page as it is now, in light and in dark. */
export async function expectSound(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
  }
}

/** A day of the next month, in which every day lies ahead: `2031-03-15`. */
export function nextMonth(day: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, day)).toISOString().slice(0, 10);
}

/** Turns to the month of the day, and chooses it. */
export async function chooseDay(page: Page, day: string): Promise<void> {
  const cell = page.locator(`[data-day="${day}"]`);
  await page.locator('[data-day]:not([aria-disabled], [data-full])').first().waitFor();
  if (!(await cell.isVisible())) await page.getByRole('button', { name: /^(Next month|Mois suivant)$/ }).click();
  await cell.click();
}

/** The buttons with the times of the chosen day. */
export function times(page: Page): Locator {
  return page.getByRole('region').getByRole('list').getByRole('button');
}

/** Fills in who comes. */
export async function introduce(page: Page, email: string, name = 'Grace Hopper'): Promise<void> {
  await page.getByRole('textbox', { name: /^(Name|Nom)$/ }).fill(name);
  await page.getByRole('textbox', { name: /^(E-mail address|Adresse e-mail)$/ }).fill(email);
}

/** What stands where the focus is. */
export function focusedText(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.textContent');
}

/** What whoever has this address has booked. */
export async function bookingsOf(db: Pool, email: string): Promise<object[]> {
  const { rows } = await db.query(
    `SELECT b.status, b.starts_at AS start, b.ends_at AS end, b.time_zone AS "timeZone", b.answers, b.notes, b.seats, a.name
     FROM bookings b JOIN booking_attendees a ON a.booking_id = b.id WHERE a.email = $1 ORDER BY b.starts_at`,
    [email],
  );
  return rows;
}

/** Presses Tab until the focus is there; every stop on the way has to show that it has the focus. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const [isThere, outline] = await page.evaluate<[boolean, string]>(
      `[document.activeElement.matches(${JSON.stringify(selector)}), getComputedStyle(document.activeElement).outlineStyle]`,
    );
    expect(outline).not.toBe('none');
    if (isThere) return;
  }
  throw new Error(`Tab does not lead to ${selector}.`);
}
