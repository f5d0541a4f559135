import type { Page } from 'playwright-core';

/** @returns what a field that looks for something calls it, once the server has found it */
export async function offered(page: Page, name: string): Promise<string> {
  const option = page.locator(`datalist option[value^="${name}"]`).first();
  await option.waitFor({ state: 'attached' });
  return (await option.getAttribute('value')) ?? '';
}
