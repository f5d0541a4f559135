import { HOUR } from '../../../../kernel/clock.js';
import { COUNTED_HOURS, endOfLongest, spanInTimes } from './counted-times.js';

const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

describe('a span of time', () => {
  it('is counted by the longest times that are in it whole', () =>
    expect(
      spanInTimes(span('2026-03-01T22:30:00Z', '2026-04-09T01:10:00Z')).counted.map(({ hours, from, to }) => [
        hours,
        from.toISOString().slice(0, 16),
        to.toISOString().slice(0, 16),
      ]),
    ).toEqual([
      [1, '2026-03-01T23:00', '2026-03-02T00:00'],
      [24, '2026-03-02T00:00', '2026-03-16T00:00'],
      [384, '2026-03-16T00:00', '2026-04-01T00:00'],
      [24, '2026-04-01T00:00', '2026-04-09T00:00'],
      [1, '2026-04-09T00:00', '2026-04-09T01:00'],
    ]));

  it('of less than an hour, or of parts of two, is not counted', () => {
    const { counted, wholeHours } = spanInTimes(span('2026-03-01T22:30:00Z', '2026-03-01T23:10:00Z'));
    expect([counted, wholeHours.from, wholeHours.to]).toEqual([[], wholeHours.to, new Date('2026-03-01T23:10:00Z')]);
  });

  it('is covered without a gap, and nothing twice, by times that are whole', () => {
    const isWhole = (moment: Date, hours: number) => moment.getTime() % (hours * HOUR) === 0;
    for (let round = 0; round < 5000; round += 1) {
      const from = new Date(1.77e12 + Math.floor(Math.random() * 1e10));
      const to = new Date(from.getTime() + Math.floor(Math.random() ** 3 * 4e10));
      const { counted, wholeHours } = spanInTimes({ from, to });
      const seams = [wholeHours.from, ...counted.flatMap(({ from: start, to: end }) => [start, end]), wholeHours.to];
      const isCovered =
        seams.every((seam, index) => index % 2 === 1 || seam.getTime() === seams[index + 1]?.getTime()) &&
        counted.every(
          (times) =>
            COUNTED_HOURS.includes(times.hours) &&
            isWhole(times.from, times.hours) &&
            isWhole(times.to, times.hours) &&
            times.to > times.from,
        ) &&
        wholeHours.from >= from &&
        wholeHours.to <= to &&
        (wholeHours.from.getTime() - from.getTime() < HOUR || counted.length === 0);
      if (!isCovered) throw new Error(`Not covered: ${from.toISOString()} to ${to.toISOString()}`);
    }
  });

  it('without an end lasts to the end of the longest time', () => {
    expect(endOfLongest(new Date('2026-04-16T23:59:59.999Z'))).toEqual(new Date('2026-04-17T00:00:00Z'));
    expect(endOfLongest(new Date('2026-04-17T00:00:00Z'))).toEqual(new Date('2026-05-03T00:00:00Z'));
  });
});
