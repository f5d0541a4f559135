import { Faults } from '../../../../kernel/faults.js';
import type { CodedError } from '../../../../kernel/coded-error.js';
import {
  type DayInterval,
  findDayFaults,
  findTravelFaults,
  findWeeklyFaults,
  readInterval,
  writeInterval,
} from './schedule.rules.js';

it.each([
  ['09:00', '17:30', { start: 540, end: 1050 }],
  ['00:00', '24:00', { start: 0, end: 1440 }],
  ['22:00', '02:00', { start: 1320, end: 1560 }],
  ['22:00', '24:00', { start: 1320, end: 1440 }],
  ['08:00', '08:00', { start: 480, end: 1920 }],
])('from %s to %s is read and written', (start, end, interval) => {
  expect(readInterval({ start, end })).toEqual(interval);
  expect(writeInterval(interval)).toEqual({ start, end });
});

it('midnight is the end of the day that it ends', () => {
  expect(writeInterval(readInterval({ start: '20:00', end: '00:00' }))).toEqual({ start: '20:00', end: '24:00' });
});

function faultsOf(find: (faults: Faults) => void): string[] {
  const faults = new Faults();
  find(faults);
  try {
    faults.throwIfAny();
    return [];
  } catch (error) {
    return ((error as CodedError).occurrence.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

const on = (day: number, start: number, end: number): DayInterval & { day: number } => ({
  day,
  start: start * 60,
  end: end * 60,
});

it.each([
  ['touch', [on(1, 9, 12), on(1, 12, 17), on(7, 20, 24), on(1, 0, 9)], []],
  ['share time', [on(1, 9, 12), on(2, 9, 12), on(1, 11, 13)], ['/weekly/2 overlaps']],
  ['meet after midnight', [on(3, 1, 5), on(2, 22, 26)], ['/weekly/1 overlaps']],
  ['meet in the night from Sunday to Monday', [on(1, 1, 5), on(7, 22, 26)], ['/weekly/1 overlaps']],
  ['are the same', [on(5, 9, 10), on(5, 9, 10)], ['/weekly/1 overlaps']],
])('weekly intervals that %s are understood', (_what, weekly, wanted) => {
  expect(faultsOf((faults) => findWeeklyFaults(weekly, faults))).toEqual(wanted);
});

it('the intervals of a date overlap on that date only', () => {
  expect(faultsOf((faults) => findDayFaults([on(0, 0, 2), on(0, 22, 26)], faults))).toEqual([]);
  expect(faultsOf((faults) => findDayFaults([on(0, 0, 2), on(0, 1, 3)], faults))).toEqual(['/intervals/1 overlaps']);
});

it('travels have their dates in order and to themselves', () => {
  const travel = (from: string, to: string) => ({ from, to, timeZone: 'UTC' });
  const after = [travel('2031-01-01', '2031-01-05'), travel('2031-01-06', '2031-01-06')];
  expect(faultsOf((faults) => findTravelFaults(after, faults))).toEqual([]);
  const wrong = [...after, travel('2031-01-05', '2031-01-05'), travel('2031-03-02', '2031-03-01')];
  expect(faultsOf((faults) => findTravelFaults(wrong, faults))).toEqual([
    '/travels/3/to is_after_from',
    '/travels/2 overlaps',
  ]);
});
