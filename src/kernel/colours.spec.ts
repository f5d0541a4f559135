import { contrastOf, inkOn, isReadableOn, isVisibleOn } from './colours.js';

it.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#0000ff', '#ffffff', 8.59],
])('the contrast of %s and %s is %d', (one, other, ratio) => {
  expect(contrastOf(one, other)).toBeCloseTo(ratio, 1);
  expect(contrastOf(other, one)).toBeCloseTo(ratio, 1);
});

it.each([
  ['#ffffff', '#000000'],
  ['#ffd400', '#000000'],
  ['#777777', '#000000'],
  ['#1f4fbf', '#ffffff'],
  ['#000000', '#ffffff'],
])('the text on %s is %s', (colour, ink) => {
  expect(inkOn(colour)).toBe(ink);
});

it('the text on any colour can be read', () => {
  const levels = Array.from({ length: 18 }, (_, step) => (step * 15).toString(16).padStart(2, '0'));
  const colours = levels.flatMap((red) => levels.flatMap((green) => levels.map((blue) => `#${red}${green}${blue}`)));
  expect(colours.filter((colour) => !isReadableOn(inkOn(colour), [colour]))).toEqual([]);
});

it('a colour is readable where it is on every ground', () => {
  expect(isReadableOn('#1f4fbf', ['#ffffff', '#f5f5f3'])).toBe(true);
  expect(isReadableOn('#1f4fbf', ['#ffffff', '#131316'])).toBe(false);
  // Of 4.48 and 4.69.
  expect(isReadableOn('#777777', ['#ffffff'])).toBe(false);
  expect(isVisibleOn('#777777', ['#ffffff', '#000000'])).toBe(true);
  expect(isVisibleOn('#ffd400', ['#ffffff'])).toBe(false);
});
