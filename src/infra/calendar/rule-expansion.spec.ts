import fc from 'fast-check';
import { plainDates } from '../../../test/support/plain-recurrence.js';
import { randomRule } from '../../../test/support/random-rules.js';
import { DAY, HOUR } from '../../kernel/clock.js';
import { parsePattern, type RulePattern } from './recurrence-rule.js';
import { ruleTimes, TooMuchWork } from './rule-expansion.js';
import { toFloating } from './wall-time.js';

const SEED = 5545;

/** The dates from `from` to before `end`, at most so many. */
function datesOf(rule: string, start: Date, { from = -Infinity, end = Infinity, most = 100_000 } = {}): string[] {
  const found: string[] = [];
  try {
    for (const time of ruleTimes(parsePattern(rule).pattern, start.getTime(), from)) {
      if (time >= end || found.length === most) break;
      found.push(new Date(time).toISOString());
    }
  } catch (error) {
    // Nothing is found for thousands of days, which is the same within the tests' spans.
    if (!(error instanceof TooMuchWork)) throw error;
  }
  return found;
}

const from = (text: string) => new Date(toFloating(text));
const days = (rule: string, start: string, most: number) =>
  datesOf(rule, from(start), { most }).map((date) => date.slice(0, 10));

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

describe('yearly rules, by the table of RFC 5545, section 3.3.10, and its notes', () => {
  it.each<[title: string, rule: string, start: string, expected: string[]]>([
    [
      'BYDAY limits the days of BYYEARDAY (note 2)',
      'FREQ=YEARLY;BYYEARDAY=1,2,3,4,5,6,7;BYDAY=MO',
      '20270104T090000',
      ['2027-01-04', '2028-01-03', '2029-01-01'],
    ],
    [
      'BYMONTHDAY limits the days of BYWEEKNO',
      'FREQ=YEARLY;BYWEEKNO=5,6,7;BYMONTHDAY=1,15',
      '20270201T090000',
      ['2027-02-01', '2027-02-15', '2028-02-01', '2028-02-15'],
    ],
    [
      // The table: BYWEEKNO expands to weeks, and the weekday "necessary to determine" a date comes from DTSTART.
      // python-dateutil and rrule-rust give all seven days of the week.
      'a bare BYWEEKNO keeps the weekday of the start',
      'FREQ=YEARLY;BYWEEKNO=20',
      '20270517T090000',
      ['2027-05-17', '2028-05-15', '2029-05-14', '2030-05-13'],
    ],
    [
      // "Each BYDAY value can also be preceded by a positive (+n) or negative (-n) integer": the number belongs to its
      // value. python-dateutil and rrule-rust drop the plain ones.
      'plain weekdays stand beside numbered ones',
      'FREQ=YEARLY;BYMONTH=1;BYDAY=MO,-1FR',
      '20270104T090000',
      ['2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25', '2027-01-29', '2028-01-03'],
    ],
    [
      'a 53rd Friday is left out where there is none',
      'FREQ=YEARLY;BYDAY=53FR',
      '20271231T090000',
      ['2027-12-31', '2032-12-31', '2038-12-31'],
    ],
    [
      'the last week of a year may end in the next',
      'FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU',
      '20270103T090000',
      ['2027-01-03', '2028-01-02', '2028-12-31', '2029-12-30'],
    ],
    [
      'the first week of a year may begin in the one before',
      'FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;INTERVAL=2',
      '20291231T090000',
      ['2029-12-31', '2031-12-29', '2034-01-02'],
    ],
    [
      'BYMONTH limits the weeks',
      'FREQ=YEARLY;BYMONTH=1;BYWEEKNO=1,53;BYDAY=FR',
      '20270101T090000',
      ['2027-01-01', '2027-01-08', '2028-01-07'],
    ],
    [
      'numbers count in the year, with BYMONTH in the month',
      'FREQ=YEARLY;BYDAY=1MO,-1MO',
      '20270104T090000',
      ['2027-01-04', '2027-12-27', '2028-01-03', '2028-12-25'],
    ],
    [
      '29 February only where there is one',
      'FREQ=YEARLY',
      '20280229T090000',
      ['2028-02-29', '2032-02-29', '2036-02-29'],
    ],
    [
      'the day before the last of a leap year is the 365th',
      'FREQ=YEARLY;BYYEARDAY=365,-1',
      '20271231T090000',
      ['2027-12-31', '2028-12-30', '2028-12-31', '2029-12-31'],
    ],
    [
      'BYSETPOS counts in the whole year',
      'FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYMONTH=1,12;BYSETPOS=1,-1',
      '20270101T090000',
      ['2027-01-01', '2027-12-31', '2028-01-03', '2028-12-29'],
    ],
  ])('%s: %s', (_title, rule, start, expected) => {
    expect(days(rule, start, expected.length)).toEqual(expected);
  });
});

describe('the rest of section 3.3.10', () => {
  it('ignores dates that do not exist', () => {
    expect(days('FREQ=MONTHLY', '20270131T090000', 4)).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
      '2027-07-31',
    ]);
    expect(days('FREQ=MONTHLY;BYMONTHDAY=-31', '20270101T090000', 3)).toEqual([
      '2027-01-01',
      '2027-03-01',
      '2027-05-01',
    ]);
  });

  it('reads the second 60 as 59 (section 3.3.12), and takes a time once', () => {
    const taken = datesOf('FREQ=DAILY;BYSECOND=59,60;COUNT=2', from('20270101T090000'));
    expect(taken).toEqual(['2027-01-01T09:00:59.000Z', '2027-01-02T09:00:59.000Z']);
  });

  it('counts only dates from the start on', () => {
    expect(days('FREQ=MONTHLY;BYMONTHDAY=1,10,20;COUNT=4', '20270115T090000', 9)).toEqual([
      '2027-01-20',
      '2027-02-01',
      '2027-02-10',
      '2027-02-20',
    ]);
  });

  it('keeps weeks of the interval apart by WKST', () => {
    expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU', '20270103T090000', 4)).toEqual([
      '2027-01-03',
      '2027-01-04',
      '2027-01-17',
      '2027-01-18',
    ]);
  });

  it('steps over days by hours, minutes and seconds', () => {
    expect(datesOf('FREQ=HOURLY;INTERVAL=36;COUNT=3', from('20270101T090000'))).toEqual([
      '2027-01-01T09:00:00.000Z',
      '2027-01-02T21:00:00.000Z',
      '2027-01-04T09:00:00.000Z',
    ]);
    expect(datesOf('FREQ=MINUTELY;INTERVAL=1441;COUNT=2', from('20270101T235930'))[1]).toBe('2027-01-03T00:00:30.000Z');
    expect(datesOf('FREQ=SECONDLY;INTERVAL=86401;COUNT=2', from('20270101T235959'))[1]).toBe(
      '2027-01-03T00:00:00.000Z',
    );
  });

  it('ends with the last year of four digits that no zone moves out of them', () => {
    expect(days('FREQ=WEEKLY;INTERVAL=1000', '20270104T090000', 1000).at(-1)).toBe('9980-08-18');
    expect(days('FREQ=DAILY', '99981230T090000', 9)).toEqual(['9998-12-30', '9998-12-31']);
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

  it.each(hostile.map((rule) => [rule.slice(0, 80), rule]))('of %s stays under 60 ms', (_title, rule) => {
    const { pattern } = parsePattern(rule);
    for (const start of starts.map(toFloating))
      for (const at of [-Infinity, toFloating('20270601T000000'), toFloating('97000101T000000')])
        expect(workOf(pattern, start, at)).toBeLessThan(60);
  });

  /** In milliseconds of the processor, which others use, too; the best of three. */
  function workOf(pattern: RulePattern, start: number, at: number): number {
    const times = Array.from({ length: 3 }, () => {
      const began = process.cpuUsage();
      let found = 0;
      try {
        const times = ruleTimes(pattern, start, at);
        while (found < 2000 && times.next().done !== true) found += 1;
      } catch (error) {
        if (!(error instanceof TooMuchWork)) throw error;
      }
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  }

  it('is given up with a word where it would be too much', () => {
    // In steps of 21 hours 08:00 comes on Sundays only.
    const { pattern } = parsePattern('FREQ=HOURLY;INTERVAL=21;BYDAY=MO,TU,WE,TH,FR,SA;BYHOUR=8');
    expect(() => ruleTimes(pattern, toFloating('20270103T080000')).next()).toThrow(TooMuchWork);
  });
});
