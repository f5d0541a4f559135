import { nextOccurrence, occurrences, type RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { formatRule, parseRule } from '../../../infra/calendar/recurrence-rule.js';
import { DAY, HOUR } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { headOf, shiftSet, tailOf } from './series-shift.js';
import { LONGEST_RULE } from './series.rules.js';

function setOf(rule: string, start = '20270104T090000', more: Partial<RecurrenceSet> = {}): RecurrenceSet {
  return { start, timeZone: 'Europe/Paris', rule: parseRule(rule), rdates: [], exdates: [], ...more };
}

function idsOf(set: RecurrenceSet, count = 6): string[] {
  const ids: string[] = [];
  for (const { id } of occurrences(set)) if (ids.push(id) === count) break;
  return ids;
}

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'nothing';
  } catch (error) {
    return error instanceof CodedError ? error.code : String(error);
  }
};

describe('a series that is split', () => {
  it.each([
    ['FREQ=DAILY;INTERVAL=3', '20270116T090000'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU', '20270121T090000'],
    ['FREQ=WEEKLY;COUNT=12', '20270125T090000'],
    ['FREQ=MONTHLY;BYDAY=1MO;UNTIL=20271231T000000Z', '20270301T090000'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,1;COUNT=9', '20270226T090000'],
  ])('%s: both parts have the dates of the whole, once', (rule, pivot) => {
    const start = nextOccurrence(setOf(rule))?.id ?? '';
    const whole = setOf(rule, start, { rdates: ['20270202T100000'], exdates: ['20270301T090000'] });
    const parts = [...idsOf(headOf(whole, pivot), 99), ...idsOf(tailOf(whole, pivot), 40)];
    expect(parts).toEqual(idsOf(whole, parts.length));
    expect(idsOf(tailOf(whole, pivot))[0]).toBe(pivot === '20270301T090000' ? '20270405T090000' : pivot);
  });

  it('begins at a date that the rule gives', () => {
    const set = setOf('FREQ=WEEKLY;INTERVAL=2', '20270104T090000', { rdates: ['20270107T090000'] });
    expect(codeOf(() => tailOf(set, '20270107T090000'))).toBe('unsupported_change');
  });
});

describe('a series that moves', () => {
  it.each([
    ['FREQ=DAILY', 2 * HOUR, 'FREQ=DAILY'],
    ['FREQ=DAILY;INTERVAL=2', -3 * DAY, 'FREQ=DAILY;INTERVAL=2'],
    ['FREQ=WEEKLY;BYDAY=MO,SU', DAY, 'FREQ=WEEKLY;BYDAY=TU,MO'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU', -DAY, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,SA;WKST=SU'],
    ['FREQ=WEEKLY;INTERVAL=2', 10 * DAY, 'FREQ=WEEKLY;INTERVAL=2'],
    ['FREQ=MONTHLY', 3 * DAY, 'FREQ=MONTHLY'],
    ['FREQ=MONTHLY;BYMONTHDAY=4,20', 3 * DAY, 'FREQ=MONTHLY;BYMONTHDAY=7,23'],
    ['FREQ=MONTHLY;BYDAY=1MO', -HOUR, 'FREQ=MONTHLY;BYDAY=1MO'],
    ['FREQ=WEEKLY;UNTIL=20270628T070000Z', 20 * HOUR, 'FREQ=WEEKLY;UNTIL=20270629T030000Z'],
  ])('%s has all dates later by %d ms', (rule, shift, expected) => {
    const set = setOf(rule, '20270104T090000', { rdates: ['20270122T110000'], exdates: ['20270118T090000'] });
    const moved = shiftSet(set, shift);
    expect(formatRule(moved.rule)).toBe(expected);
    const floating = (id: string) => Date.parse(`${id.replace(/^(....)(..)(..T..)(..)(..)$/, '$1-$2-$3:$4:$5')}Z`);
    expect(idsOf(moved).map(floating)).toEqual(idsOf(set).map((id) => floating(id) + shift));
  });

  it.each([
    ['FREQ=MONTHLY;BYDAY=1MO', DAY],
    ['FREQ=MONTHLY;BYMONTHDAY=4,28', 2 * DAY],
    ['FREQ=MONTHLY;BYMONTHDAY=4,31', DAY],
    ['FREQ=MONTHLY;BYMONTHDAY=4,-1', DAY],
    ['FREQ=DAILY;BYHOUR=9,11', HOUR],
    ['FREQ=DAILY;BYDAY=MO,TU', DAY],
  ])('%s stays: no rule gives the dates %d ms later', (rule, shift) => {
    expect(codeOf(() => shiftSet(setOf(rule), shift))).toBe('unsupported_change');
  });
});

it('fits into its column whatever a split and a move make of the longest rule', () => {
  const days = Array.from({ length: 300 }, (_, index) => index + 4).join(',');
  const rule = `FREQ=YEARLY;INTERVAL=1000;BYYEARDAY=${days}`.slice(0, LONGEST_RULE).replace(/,\d*$/, '');
  const split = headOf(setOf(rule), '20270110T090000');
  expect(formatRule(split.rule)).toContain('UNTIL=20270110T075959Z');
  const added = formatRule(split.rule).length - formatRule(parseRule(rule)).length;
  // A move turns each of 1 to 9 into two digits, and says where the week begins.
  expect(LONGEST_RULE + added + 9 + ';WKST=TU'.length).toBeLessThanOrEqual(1000);
});
