import { isVisibleOn } from '../../../../kernel/colours.js';
import { colorOf, cursorIn, encodedPresences, type Presence } from './cursors.js';

const place = { type: null, tname: 'text:main', item: { client: 20, clock: 3 }, assoc: 0 };
const cursor = { anchor: place, head: place };
const told = (clientId: number, state: unknown) =>
  encodedPresences([{ clientId, clock: 1, state: state as Presence['state'] }]);

describe('what a client tells of its cursor', () => {
  it('is where it is, whoever it says it is', () => {
    expect(cursorIn(told(20, { cursor, user: { name: 'Somebody else', color: 'red' } }), 20)).toEqual({ cursor });
    expect([cursorIn(told(20, {}), 20), cursorIn(told(20, null), 20)]).toEqual([{ cursor: null }, null]);
  });

  it('is nothing of others, however many', () => {
    const ghosts = Array.from({ length: 500 }, (_, index) => ({ clientId: 100 + index, clock: 1, state: null }));
    expect([cursorIn(encodedPresences(ghosts), 20), cursorIn(told(21, { cursor }), 20)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it.each<unknown>([
    { cursor: { anchor: place, head: { ...place, tname: 'x'.repeat(3_000) } } },
    { cursor: { anchor: place, head: { ...place, more: true } } },
    { cursor: { anchor: place, head: { ...place, tname: 'text:main"><x' } } },
    { cursor: { anchor: place, head: { ...place, item: { client: 2 ** 32, clock: 3 } } } },
    { cursor: { anchor: place, head: { ...place, item: { client: 20, clock: 2 ** 31 } } } },
    { cursor: { anchor: {}, head: {} } },
    { cursor: { anchor: place, head: { type: null, item: null, assoc: 0 } } },
    { cursor: 'here' },
    'here',
  ])('is refused when it is something else', (state) => {
    expect(() => cursorIn(told(20, state), 20)).toThrow();
  });

  it('has a colour of its own for each person', () => {
    expect(colorOf('a')).not.toBe(colorOf('b'));
  });

  describe('has colours that', () => {
    const colours = [...new Set(Array.from('abcdefghijklmnop', colorOf))];

    it.each(colours)('are seen on light and dark ground: %s', (colour) => {
      expect(isVisibleOn(colour, ['#f6f6f4', '#ffffff', '#131316', '#1d1d22'])).toBe(true);
    });

    it('are told apart', () => {
      const pairs = colours.flatMap((one, index) => colours.slice(index + 1).map((other) => [one, other] as const));
      expect(pairs.filter(([one, other]) => distanceOf(one, other) < 80)).toEqual([]);
    });
  });
});

/** How different two colours look, roughly (CompuPhase's "redmean"): 0 to 765. */
function distanceOf(one: string, other: string): number {
  const [a, b] = [one, other].map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
  const [red = 0, green = 0, blue = 0] = a!.map((part, index) => (part - b![index]!) ** 2);
  const mean = (a![0]! + b![0]!) / 2;
  return Math.sqrt((2 + mean / 256) * red + 4 * green + (2 + (255 - mean) / 256) * blue);
}
