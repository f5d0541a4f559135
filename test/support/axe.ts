import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { keepPictures } from './page-pictures.js';

/** The short one: a browser reads it in half the time. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Whose further documents begin with axe: a browser sends a renderer its script once, and compiles it once. */
const prepared = new WeakSet<BrowserContext>();

/** The rules that come from WCAG 2.2, levels A and AA. */
export const WCAG: readonly string[] = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe finds wrong on the page as it is now, once its styles are there; its pictures are kept where they are asked for.
 * @param tags the rules to apply; all of them unless told, those of good practice included
 * @returns a line for each element that breaks one
 */
export async function violations(page: Page, tags?: readonly string[]): Promise<string[]> {
  await page.waitForLoadState();
  if (await page.evaluate(`typeof axe === 'undefined'`)) await page.evaluate(AXE);
  if (!prepared.has(page.context())) {
    prepared.add(page.context());
    await page.context().addInitScript(AXE);
  }
  // Without frames: what a mail holds is a document of its own. What is right is neither described nor sent here.
  const options = JSON.stringify({
    iframes: false,
    resultTypes: ['violations'],
    ...(tags ? { runOnly: tags } : {}),
  });
  const found: AxeResults['violations'] = await page.evaluate(
    `axe.run(document, ${options}).then(({ violations }) => violations)`,
  );
  await keepPictures(page);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}
