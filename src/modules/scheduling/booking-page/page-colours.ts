import { inkOn, isReadableOn, isVisibleOn } from '../../../kernel/colours.js';
import { PAGE_FILES_PREFIX } from './page-files.js';

/** What text and buttons stand on in `page.css`: surface and ground. */
export const GROUNDS = { light: ['#ffffff', '#f5f5f3'], dark: ['#1d1d22', '#131316'] } as const;

export const COLOURS_PREFIX = `${PAGE_FILES_PREFIX}colours/`;

/** A file for each colour, because the policy of the pages is meant for no inline styles. */
export const colourSheetPath = (color: string): string => `${COLOURS_PREFIX}${color.slice(1)}.css`;

/** @returns null for what is no name of such a file */
export function colourOfSheet(file: string): string | null {
  const [, digits] = /^([0-9a-f]{6})\.css$/.exec(file) ?? [];
  return digits === undefined ? null : `#${digits}`;
}

/**
 * Properties for `page.css`: buttons have the colour everywhere, and an edge where they would not stand out; links only
 * where the colour can be read.
 */
export function colourSheet(color: string): string {
  const schemes = Object.entries(GROUNDS).map(([scheme, grounds]) => {
    const edge = isVisibleOn(color, grounds) ? color : 'var(--line)';
    const links = isReadableOn(color, grounds) ? `--accent:${color};--on-accent:${inkOn(color)};` : '';
    return `@media (prefers-color-scheme:${scheme}){:root{--primary-edge:${edge};${links}}}`;
  });
  return `:root{--primary:${color};--on-primary:${inkOn(color)};}\n${schemes.join('\n')}\n`;
}
