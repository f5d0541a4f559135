import { CodedError } from '../../kernel/coded-error.js';
import { assertSchedulable, formatRule, parseRule, type RecurrenceRule, RuleFault } from './recurrence-rule.js';
import { countBefore, findOccurrence, nextOccurrence, type Occurrence, occurrences } from './recurrence.js';
import { NEW_YORK, setOf, take } from '../../../test/support/recurrence-sets.js';
import { RFC_5545_EXAMPLES } from '../../../test/support/rfc5545-examples.js';

const instants = (list: readonly Occurrence[]) => list.map(({ start }) => new Date(start).toISOString());
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'nothing';
  } catch (error) {
    return error instanceof CodedError || error instanceof RuleFault ? error.code : String(error);
  }
};

describe('the examples of RFC 5545, sections 3.8.5.3 and 3.3.10', () => {
  const rows = RFC_5545_EXAMPLES.flatMap((example) => example.rules.map((rule) => ({ ...example, rule })));

  it('are all there', () => {
    // 39 in 3.8.5.3, three of them with a second rule, and three rules in 3.3.10.
    expect(rows).toHaveLength(39 + 3 + 3);
  });

  it.each(rows)('$name: $rule', ({ start, rule, exdates, expected, goesOn }) => {
    const found = take(expected.length + 1, occurrences(setOf(rule, start, { exdates: exdates ?? [] })));
    const wanted = expected.map((text) => new Date(text).toISOString());
    expect(instants(found.slice(0, expected.length))).toEqual(wanted);
    expect(found.length).toBe(goesOn ? expected.length + 1 : expected.length);
  });

  it.each(rows)('is written as it was read: $rule', ({ rule }) => {
    expect(parseRule(formatRule(parseRule(rule)))).toEqual(parseRule(rule));
  });

  it('counts what recurs within hours or minutes as too much for bookings', () => {
    const refused = rows.filter(({ rule }) => codeOf(() => assertSchedulable(parseRule(rule))) === 'unsupported_rule');
    expect(refused.map(({ rule }) => rule)).toEqual([
      'FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z',
      'FREQ=MINUTELY;INTERVAL=15;COUNT=6',
      'FREQ=MINUTELY;INTERVAL=90;COUNT=4',
      'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
    ]);
  });
});

describe('a recurrence set', () => {
  it('adds further dates, leaves out excluded ones, and takes equal ones once', () => {
    const set = setOf('FREQ=WEEKLY;COUNT=3', '20270104T090000', {
      rdates: ['20270106T140000', '20270111T090000', '20270301T090000'],
      exdates: ['20270111T090000'],
    });
    expect(take(9, occurrences(set)).map(({ id }) => id)).toEqual([
      '20270104T090000',
      '20270106T140000',
      '20270118T090000',
      '20270301T090000',
    ]);
  });

  it('knows its instances by their wall time', () => {
    const set = setOf('FREQ=WEEKLY', '20270104T090000', { exdates: ['20270118T090000'] });
    expect(findOccurrence(set, '20270111T090000')).toEqual({
      id: '20270111T090000',
      start: Date.parse('2027-01-11T14:00:00Z'),
    });
    expect(findOccurrence(set, '20270118T090000')).toBeNull();
    expect(findOccurrence(set, '20270111T093000')).toBeNull();
    expect(findOccurrence(set, '20261228T090000')).toBeNull();
  });

  it('counts the dates of a rule before one of them', () => {
    expect(countBefore(setOf('FREQ=DAILY;COUNT=10', '20270101T090000'), '20270105T090000')).toBe(4);
  });
});

describe('clock changes', () => {
  const daily = (timeZone: string, start: string, count: number, rule = 'FREQ=DAILY') =>
    instants(take(count, occurrences(setOf(rule, start, { timeZone }))));

  it('reads a skipped time with the offset before the gap, without losing or counting it twice', () => {
    // New York skips 02:00 to 03:00 on 14 March 2027.
    expect(daily(NEW_YORK, '20270313T023000', 3, 'FREQ=DAILY;COUNT=3')).toEqual([
      '2027-03-13T07:30:00.000Z',
      '2027-03-14T07:30:00.000Z',
      '2027-03-15T06:30:00.000Z',
    ]);
  });

  it('takes the first of a time that comes twice', () => {
    expect(daily(NEW_YORK, '20271106T013000', 3)).toEqual([
      '2027-11-06T05:30:00.000Z',
      '2027-11-07T05:30:00.000Z',
      '2027-11-08T06:30:00.000Z',
    ]);
  });

  it('moves by half an hour on Lord Howe', () => {
    // Skips 02:00 to 02:30 on 3 October 2027; 02:00 to 01:30 comes twice on 4 April.
    expect(daily('Australia/Lord_Howe', '20271002T021500', 3)).toEqual([
      '2027-10-01T15:45:00.000Z',
      '2027-10-02T15:45:00.000Z',
      '2027-10-03T15:15:00.000Z',
    ]);
    expect(daily('Australia/Lord_Howe', '20270403T014500', 3)).toEqual([
      '2027-04-02T14:45:00.000Z',
      '2027-04-03T14:45:00.000Z',
      '2027-04-04T15:15:00.000Z',
    ]);
  });

  it('has one instance where Apia has two dates for one day', () => {
    // There was no 30 December 2011.
    expect(take(3, occurrences(setOf('FREQ=DAILY', '20111229T090000', { timeZone: 'Pacific/Apia' })))).toEqual([
      { id: '20111229T090000', start: Date.parse('2011-12-29T19:00:00Z') },
      { id: '20111230T090000', start: Date.parse('2011-12-30T19:00:00Z') },
      { id: '20120101T090000', start: Date.parse('2011-12-31T19:00:00Z') },
    ]);
  });

  it('keeps the order of time where the gap shifts an instance behind the next', () => {
    const found = daily(NEW_YORK, '20270314T000000', 4, 'FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30');
    expect(found).toEqual(found.toSorted());
    // 02:00 and 03:00 are the same moment, as are 02:30 and 03:30.
    expect(found.slice(0, 3)).toEqual([
      '2027-03-14T07:00:00.000Z',
      '2027-03-14T07:30:00.000Z',
      '2027-03-15T06:00:00.000Z',
    ]);
  });
});

describe('rules that are refused', () => {
  it.each([
    ['', 'malformed_rule'],
    ['FREQ', 'malformed_rule'],
    ['FREQ=WEEKLY;;BYDAY=MO', 'malformed_rule'],
    ['BYDAY=MO', 'rule_frequency'],
    ['FREQ=FORTNIGHTLY', 'rule_frequency'],
    ['FREQ=WEEKLY;FREQ=DAILY', 'repeated_rule_part'],
    ['FREQ=WEEKLY;X-PART=1', 'unknown_rule_part'],
    ['FREQ=WEEKLY;COUNT=3;UNTIL=20270101T000000Z', 'count_and_until'],
    ['FREQ=WEEKLY;UNTIL=20270101', 'rule_until'],
    ['FREQ=WEEKLY;UNTIL=20270101T000000', 'rule_until'],
    ['FREQ=WEEKLY;UNTIL=20270230T000000Z', 'rule_until'],
    ['FREQ=WEEKLY;COUNT=0', 'rule_part_range'],
    ['FREQ=WEEKLY;INTERVAL=-1', 'rule_part_range'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'rule_part_range'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'rule_part_range'],
    ['FREQ=DAILY;BYHOUR=24', 'rule_part_range'],
    ['FREQ=DAILY;BYSECOND=61', 'rule_part_range'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'rule_part_range'],
    ['FREQ=MONTHLY;BYDAY=54MO', 'rule_part_range'],
    ['FREQ=WEEKLY;WKST=XX', 'rule_part_range'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'rule_part_combination'],
    ['FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO', 'rule_part_combination'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'rule_part_combination'],
    ['FREQ=MONTHLY;BYYEARDAY=3', 'rule_part_combination'],
    ['FREQ=MONTHLY;BYWEEKNO=3', 'rule_part_combination'],
    ['FREQ=MONTHLY;BYSETPOS=3', 'rule_set_position'],
    ['FREQ=YEARLY;RSCALE=CHINESE', 'unsupported_rule'],
    ['FREQ=SECONDLY', 'unsupported_rule'],
    ['FREQ=DAILY;INTERVAL=1001', 'unsupported_rule'],
    ['FREQ=DAILY;COUNT=2001', 'unsupported_rule'],
    ['FREQ=DAILY;BYHOUR=8,9,10,11,12;BYMINUTE=0,10,20,30,40', 'unsupported_rule'],
    ['FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3', 'rule_never_occurs'],
  ])('%s: %s', (text, code) => {
    expect(codeOf(() => assertSchedulable(parseRule(text)))).toBe(code);
  });

  it('are too long', () => {
    expect(codeOf(() => parseRule(`FREQ=DAILY;BYHOUR=${'1,'.repeat(600)}1`))).toBe('max_length');
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6',
  ])('finds no date of %s, in bounded time', (text) => {
    expect(nextOccurrence(setOf(text, '20270101T090000'))).toBeNull();
    const rule: RecurrenceRule = { ...parseRule(text), count: 5 };
    expect(nextOccurrence({ ...setOf(text, '20270101T090000'), rule })).toBeNull();
  });

  it('bridges the longest pause between leap days', () => {
    const set = setOf('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29', '20960229T090000');
    expect(take(2, occurrences(set)).map(({ id }) => id)).toEqual(['20960229T090000', '21040229T090000']);
  });
});
