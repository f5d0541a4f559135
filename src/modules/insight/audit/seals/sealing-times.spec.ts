import { DAY, HOUR, MINUTE } from '../../../../kernel/clock.js';
import { SealingTimes, type TimeFaults } from './sealing-times.js';

const START = Date.UTC(2027, 0, 4);
const FITS: TimeFaults = { isAfterGap: false, misdated: [] };

/** Seals by when they were made and how old their entries were then, in milliseconds. */
function faultsOf(...seals: Array<[at: number, ...ages: number[]]>): TimeFaults[] {
  const times = new SealingTimes();
  return seals.map(([at, ...ages]) =>
    times.next({ sealedAt: new Date(START + at), times: ages.map((age) => new Date(START + at - age)) }),
  );
}

describe('the times of sealed entries', () => {
  it('may be any before the first seal, and until the sealing has caught up', () =>
    expect(faultsOf([0, 90 * DAY], [1_000, 30 * DAY, 0], [2_000, 0], [3_000, 30 * DAY], [3 * MINUTE, 5])).toEqual([
      ...[FITS, FITS, FITS, FITS, FITS],
    ]));

  it('are not in the past of the seal before, and not in the future', () => {
    const later = faultsOf(
      [0, 0],
      [2 * MINUTE, 0, 9 * DAY, 30 * MINUTE],
      [3 * MINUTE, -2 * HOUR],
      [4 * MINUTE, 2 * HOUR],
    );
    expect(later.map(({ misdated }) => misdated)).toEqual([[], [1], [0], [0]]);
  });

  it('may be as old as the sealing stood still, which is a gap', () =>
    expect(
      faultsOf([0, 0], [3 * DAY, 2 * DAY, 0], [3 * DAY + 1, 2 * DAY], [3 * DAY + 2, 5 * DAY], [3 * DAY + 3, 0]),
    ).toEqual([FITS, { isAfterGap: true, misdated: [] }, FITS, { isAfterGap: false, misdated: [0] }, FITS]));

  it('show a gap in which nothing is left, once there are signs of life, and none in a quiet night before', () => {
    expect(faultsOf([0, 0], [9 * HOUR, 5])[1]).toEqual(FITS);
    expect(faultsOf([0, 0], [10 * MINUTE], [9 * HOUR, 5])[2]).toEqual({ isAfterGap: true, misdated: [] });
    expect(faultsOf([0], [10 * MINUTE], [20 * MINUTE], [30 * MINUTE, 5])).toEqual([FITS, FITS, FITS, FITS]);
  });
});
