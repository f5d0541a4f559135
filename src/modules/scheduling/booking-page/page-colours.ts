import { inkOn, isReadableOn, isVisibleOn } from '../../../kernel/colours.js';
import { PAGE_FILES_PREFIX } from './page-files.js';

/** What text and buttons stand on in `page.css`: surface and ground. */
export const GROUNDS = { light: ['#ffffff', '#f5f5f3'], dark: ['#1d1d22', '#131316'] } as const;

export const COLOURS_PREFIX = `${PAGE_FILES_PREFIX}colours/`;

/** A file for each colour, because the policy of the pages is meant for no inline styles. */
export const colourSheetPath = (colour: string): string => `${COLOURS_PREFIX}${colour.slice(1)}.css`;

/** @returns null for what is no name of such a file */
export function colourOfSheet(file: string): string | null {
  const [, digits] = /^([0-9a-f]{6})\.css$/.exec(file) ?? [];
  return digits === undefined ? null : `#${digits}`;
}

/**
 * Properties for `page.css`: buttons have the colour everywhere, and an edge where they would not stand out; links only
 * where the colour can be read.
 */
export function colourSheet(colour: string): string {
  const schemes = Object.entries(GROUNDS).map(([scheme, grounds]) => {
    const edge = isVisibleOn(colour, grounds) ? colour : 'var(--line)';
    const links = isReadableOn(colour, grounds) ? `--accent:${colour};--on-accent:${inkOn(colour)};` : '';
    return `@media (prefers-color-scheme:${scheme}){:root{--primary-edge:${edge};${links}}}`;
  });
  return `:root{--primary:${colour};--on-primary:${inkOn(colour)};}\n${schemes.join('\n')}\n`;
}
