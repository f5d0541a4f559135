import fc from 'fast-check';

export interface RandomRule {
  readonly rule: string;
  readonly start: Date;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const signed = (most: number) => fc.integer({ min: -most, max: most - 1 }).map((n) => (n < 0 ? n : n + 1));
const upTo = (min: number, max: number) => fc.integer({ min, max });
const listOf = (value: fc.Arbitrary<number | string>, most: number) =>
  fc.uniqueArray(value, { minLength: 1, maxLength: most }).map((list) => list.join(','));
const weekday = fc.constantFrom(...WEEKDAYS);
const numbered = (most: number) => fc.tuple(signed(most), weekday).map(([n, day]) => `${n}${day}`);

/** A part that is there in so many of ten rules. */
const part = (name: string, ofTen: number, value: fc.Arbitrary<number | string>) =>
  fc.oneof(
    { weight: 10 - ofTen, arbitrary: fc.constant('') },
    { weight: ofTen, arbitrary: value.map((text) => `;${name}=${text}`) },
  );

/** Rules as the RFC allows them, with starts that they need not give. */
export function randomRule(frequency: string): fc.Arbitrary<RandomRule> {
  const isSubDaily = ['SECONDLY', 'MINUTELY', 'HOURLY'].includes(frequency);
  const isYearly = frequency === 'YEARLY';
  const weeks = isYearly
    ? part('BYWEEKNO', 3, listOf(fc.oneof(signed(53), fc.constantFrom(1, 52, 53, -1)), 4))
    : fc.constant('');
  const hours = isSubDaily ? part('BYHOUR', 2, listOf(upTo(0, 23), 12)) : part('BYHOUR', 2, listOf(upTo(0, 23), 3));
  return weeks
    .chain((byWeekNo) =>
      fc.record({
        rule: fc
          .tuple(
            fc.constant(`FREQ=${frequency}`),
            part('INTERVAL', 6, isSubDaily ? fc.oneof(upTo(2, 9), upTo(2, 200)) : upTo(2, 9)),
            part('COUNT', 3, upTo(1, 40)),
            part('WKST', 4, weekday),
            part('BYMONTH', 3, listOf(upTo(1, 12), isSubDaily ? 11 : 4)),
            fc.constant(byWeekNo),
            isYearly || isSubDaily
              ? part('BYYEARDAY', 2, listOf(fc.oneof(signed(366), signed(9)), isSubDaily ? 99 : 12))
              : fc.constant(''),
            frequency === 'WEEKLY'
              ? fc.constant('')
              : part('BYMONTHDAY', 3, listOf(fc.oneof(signed(31), fc.constantFrom(1, 29, 30, 31, -1)), 15)),
            byDayOf(frequency, byWeekNo !== ''),
            hours,
            part('BYMINUTE', 2, listOf(upTo(0, 59), frequency === 'MINUTELY' || frequency === 'SECONDLY' ? 20 : 3)),
            part('BYSECOND', 2, listOf(upTo(0, 60), frequency === 'SECONDLY' ? 20 : 3)),
            part('BYSETPOS', 3, listOf(fc.oneof(signed(9), signed(40)), 3)),
          )
          .map((parts) => parts.join('')),
        start: fc.date({
          min: new Date('1995-01-01T00:00:00Z'),
          max: new Date('2040-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
      }),
    )
    .map(({ rule, start }) => ({
      rule: /;BY(?!SETPOS)/.test(rule) ? rule : rule.replace(/;BYSETPOS=[^;]*/, ''),
      start: new Date(Math.floor(start.getTime() / 1000) * 1000),
    }));
}

function byDayOf(frequency: string, hasWeeks: boolean): fc.Arbitrary<string> {
  const mayCount = frequency === 'MONTHLY' || (frequency === 'YEARLY' && !hasWeeks);
  if (!mayCount) return part('BYDAY', 4, listOf(weekday, 6));
  return part('BYDAY', 5, listOf(fc.oneof(weekday, numbered(5), numbered(frequency === 'YEARLY' ? 53 : 5)), 5));
}
