import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where pictures of the tested pages go; nowhere unless told, because each takes time. */
const FOLDER = process.env.TEST_PICTURES;
const WIDTHS = [360, 1440];

/**
 * Keeps pictures of the page on a telephone and on a desktop, named after the test, and leaves the page as it was. The same
 * page in the same theme replaces its picture.
 */
export async function keepPictures(page: Page): Promise<void> {
  const viewport = page.viewportSize();
  if (!FOLDER || !viewport) return;
  const theme = await page.evaluate<string>("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'");
  const title = (await page.title()).replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60);
  const test = createHash('sha256').update(expect.getState().currentTestName!).digest('hex').slice(0, 6);
  for (const width of WIDTHS) {
    await page.setViewportSize({ ...viewport, width });
    await page.screenshot({ path: join(FOLDER, `${title}-${theme}-${width}-${test}.png`), fullPage: true });
  }
  await page.setViewportSize(viewport);
}
