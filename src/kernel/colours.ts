/** `#1f4fbf`: six lower-case hexadecimal digits, as forms of browsers give a colour (HTML, `<input type=color>`). */
export const COLOUR = /^#[0-9a-f]{6}$/;

const BLACK = '#000000';
const WHITE = '#ffffff';

/** Least contrast of text (WCAG 2.2, success criterion 1.4.3). */
const READABLE = 4.5;
/** Least contrast of what is no text, such as the edge of a button (WCAG 2.2, success criterion 1.4.11). */
const VISIBLE = 3;

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2). */
export function contrastOf(one: string, other: string): number {
  const [low = 0, high = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Black or white, whichever is read better on the colour: one of the two always has a contrast of 4.58 at least. */
export function inkOn(colour: string): string {
  return contrastOf(colour, BLACK) > contrastOf(colour, WHITE) ? BLACK : WHITE;
}

/** Whether text of the colour can be read on each of the grounds. */
export function isReadableOn(colour: string, grounds: readonly string[]): boolean {
  return grounds.every((ground) => contrastOf(colour, ground) >= READABLE);
}

/** Whether a shape of the colour stands out from each of the grounds. */
export function isVisibleOn(colour: string, grounds: readonly string[]): boolean {
  return grounds.every((ground) => contrastOf(colour, ground) >= VISIBLE);
}

/** Relative luminance (WCAG 2.2), 0 to 1. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
