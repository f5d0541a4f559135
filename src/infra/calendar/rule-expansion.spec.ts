import { parsePattern } from './recurrence-rule.js';
import { ruleTimes } from './rule-expansion.js';
import { toFloating } from './wall-time.js';

/** The first dates, so many at most. */
function datesOf(rule: string, start: Date, { most = 100_000 } = {}): string[] {
  const found: string[] = [];
  for (const time of ruleTimes(parsePattern(rule).pattern, start.getTime(), -Infinity)) {
    if (found.length === most) break;
    found.push(new Date(time).toISOString());
  }
  return found;
}

const from = (text: string) => new Date(toFloating(text));
const days = (rule: string, start: string, most: number) =>
  datesOf(rule, from(start), { most }).map((date) => date.slice(0, 10));

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
