import fc from 'fast-check';
import { plainDates } from '../../../test/support/plain-recurrence.js';
import { randomRule } from '../../../test/support/random-rules.js';
import { DAY, HOUR } from '../../kernel/clock.js';
import { parsePattern, type RulePattern } from './recurrence-rule.js';
import { ruleTimes, TooMuchWork } from './rule-expansion.js';
import { toFloating } from './wall-time.js';
import { leastProcessorTimeOf } from '../../../test/support/processor-time.js';

const SEED = 5545;

/** The dates from `from` to before `end`. */
function datesOf(rule: string, start: Date, { from = -Infinity, end = Infinity } = {}): string[] {
  const found: string[] = [];
  try {
    for (const time of ruleTimes(parsePattern(rule).pattern, start.getTime(), from)) {
      if (time >= end) break;
      found.push(new Date(time).toISOString());
    }
  } catch (error) {
    // Nothing is found for thousands of days, which is the same within the tests' spans.
    if (!(error instanceof TooMuchWork)) throw error;
  }
  return found;
}

describe('random rules, against walking every day of every period', () => {
  const spans: [frequency: string, span: number, runs: number][] = [
    ['YEARLY', 9 * 366 * DAY, 150],
    ['MONTHLY', 4 * 366 * DAY, 100],
    ['WEEKLY', 2 * 366 * DAY, 80],
    ['DAILY', 500 * DAY, 80],
    ['HOURLY', 30 * DAY, 50],
    ['MINUTELY', 20 * HOUR, 50],
    ['SECONDLY', HOUR / 3, 50],
  ];

  it.each(spans)('%s', (frequency, span, runs) => {
    let withDates = 0;
    fc.assert(
      fc.property(randomRule(frequency), fc.double({ min: 0, max: 1, noNaN: true }), ({ rule, start }, part) => {
        const end = new Date(start.getTime() + span);
        const expected = plainDates(rule, start, end).map((date) => date.toISOString());
        if (expected.length > 0) withDates += 1;
        expect(datesOf(rule, start, { end: end.getTime() })).toEqual(expected);
        // From somewhere in between, as if it had come from the start.
        const middle = start.getTime() + Math.floor(part * span);
        const later = expected.filter((date) => Date.parse(date) >= middle);
        expect(datesOf(rule, start, { from: middle, end: end.getTime() })).toEqual(later);
      }),
      { numRuns: runs, seed: SEED, endOnFailure: true },
    );
    expect(withDates).toBeGreaterThan(runs / 6);
  });
});

describe('work', () => {
  const numbers = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_value, index) => first + index).join(',');
  const everySecond = `BYHOUR=${numbers(0, 23)};BYMINUTE=${numbers(0, 59)};BYSECOND=${numbers(0, 59)}`;
  const everyDay = `BYYEARDAY=${numbers(1, 366)}`;
  const everyPosition = `BYSETPOS=${numbers(1, 366)},${numbers(1, 366).replace(/(^|,)/g, '$1-')}`;

  /** Without dates, with very many, with dates far apart, and with all that can be multiplied. */
  const hostile = [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6',
    'FREQ=YEARLY;BYWEEKNO=1;BYYEARDAY=100',
    `FREQ=YEARLY;${everyDay};${everySecond};${everyPosition};COUNT=2000`,
    `FREQ=YEARLY;INTERVAL=1000;${everyDay};${everySecond};BYSETPOS=-1;COUNT=2000`,
    `FREQ=YEARLY;${everyDay};BYWEEKNO=${numbers(1, 53)};${everySecond};${everyPosition};COUNT=999999999`,
    'FREQ=YEARLY;BYDAY=53MO;BYYEARDAY=-1;INTERVAL=7',
    'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6,9,11',
    `FREQ=MONTHLY;${everySecond};BYSETPOS=366;COUNT=2000`,
    'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1,2,3',
    'FREQ=WEEKLY;BYMONTH=1;BYDAY=MO;BYSETPOS=2',
    `FREQ=WEEKLY;BYDAY=MO,TU;${everySecond};${everyPosition};COUNT=999999999`,
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;INTERVAL=13;COUNT=2000',
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=999999999',
    'FREQ=DAILY;INTERVAL=999999999',
    'FREQ=HOURLY;INTERVAL=21;BYDAY=MO,TU,WE,TH,FR,SA;BYHOUR=8',
    'FREQ=HOURLY;INTERVAL=168;BYDAY=TU',
    'FREQ=HOURLY;INTERVAL=24;BYHOUR=3',
    'FREQ=HOURLY;BYYEARDAY=366;BYMONTHDAY=30;COUNT=5',
    'FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1',
    'FREQ=MINUTELY;INTERVAL=1439;BYHOUR=3;BYMINUTE=3;BYDAY=MO;BYMONTH=2;BYMONTHDAY=29',
    `FREQ=MINUTELY;BYSECOND=${numbers(0, 60)};${everyPosition};COUNT=999999999`,
    'FREQ=SECONDLY;INTERVAL=86399;BYHOUR=3;BYMINUTE=3;BYSECOND=3;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=SECONDLY;INTERVAL=604800;BYDAY=TU',
    'FREQ=SECONDLY;INTERVAL=999999999',
    'FREQ=SECONDLY;COUNT=999999999',
    'FREQ=SECONDLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=30',
  ];
  const starts = ['19000101T090000', '20270104T090000'];

  /** So many times what the days of an ordinary rule cost on this machine: the costliest rule takes 25 times of it. */
  const MOST_OF_ORDINARY = 60;
  let ordinary: number;
  beforeAll(() => {
    const { pattern } = parsePattern('FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR');
    ordinary = workOf(pattern, toFloating('20270104T090000'), -Infinity);
  });

  it.each(hostile.map((rule) => [rule.slice(0, 80), rule]))('of %s is bounded', (_title, rule) => {
    const { pattern } = parsePattern(rule);
    for (const start of starts.map(toFloating))
      for (const at of [-Infinity, toFloating('20270601T000000'), toFloating('97000101T000000')])
        expect(workOf(pattern, start, at)).toBeLessThan(MOST_OF_ORDINARY * ordinary);
  });

  function workOf(pattern: RulePattern, start: number, at: number): number {
    return leastProcessorTimeOf(() => {
      let found = 0;
      try {
        const times = ruleTimes(pattern, start, at);
        while (found < 2000 && times.next().done !== true) found += 1;
      } catch (error) {
        if (!(error instanceof TooMuchWork)) throw error;
      }
    });
  }

  it('is given up with a word where it would be too much', () => {
    // In steps of 21 hours 08:00 comes on Sundays only.
    const { pattern } = parsePattern('FREQ=HOURLY;INTERVAL=21;BYDAY=MO,TU,WE,TH,FR,SA;BYHOUR=8');
    expect(() => ruleTimes(pattern, toFloating('20270103T080000')).next()).toThrow(TooMuchWork);
  });
});
