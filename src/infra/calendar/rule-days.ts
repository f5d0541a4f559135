import { firstDayOf, isLeapYear, monthsOf, weekdayOfDay, yearOfDay } from './gregorian.js';
import { type RulePattern, WEEKDAYS } from './recurrence-rule.js';

type DayParts = Pick<RulePattern, 'byMonth' | 'byMonthDay' | 'byYearDay' | 'byDay'>;

/**
 * The days that BYMONTH, BYYEARDAY, BYMONTHDAY and BYDAY all allow; an absent part allows every day. Whether a
 * part limits or expands (the table of RFC 5545, section 3.3.10) makes no difference here: it expands a period to all of
 * the period's days that it allows, and limits days to those that it allows.
 *
 * There are only fourteen different years (leap or not, seven weekdays for 1 January), and each is worked out once.
 */
export class RuleDays {
  private readonly kinds = new Map<number, YearOfDays>();
  private first = 0;
  private current: YearOfDays | null = null;

  /** @param countIn what the number of a weekday counts in: 2MO is the second Monday of the month, or of the year. */
  constructor(
    private readonly parts: DayParts,
    private readonly countIn: 'month' | 'year',
  ) {}

  /** Most days that any year has; 0 when there are none at all. */
  get mostInAYear(): number {
    // 2000 to 2027 have all fourteen kinds of years.
    return Math.max(...Array.from({ length: 28 }, (_year, index) => this.indexesIn(2000 + index).length));
  }

  has(day: number): boolean {
    const index = day - this.first;
    if (this.current && index >= 0 && index < this.current.mask.length) return this.current.mask[index] === 1;
    const year = yearOfDay(day);
    this.first = firstDayOf(year);
    this.current = this.kindOf(year);
    return this.current.mask[day - this.first] === 1;
  }

  /** The allowed days of the year: 0 is 1 January. */
  indexesIn(year: number): readonly number[] {
    return this.kindOf(year).indexes;
  }

  private kindOf(year: number): YearOfDays {
    const isLeap = isLeapYear(year);
    const weekday = weekdayOfDay(firstDayOf(year));
    const key = isLeap ? weekday + 7 : weekday;
    let kind = this.kinds.get(key);
    if (!kind) this.kinds.set(key, (kind = yearOfDays(this.parts, this.countIn, isLeap, weekday)));
    return kind;
  }
}

interface YearOfDays {
  /** 1 for the days that are allowed. */
  readonly mask: Uint8Array;
  readonly indexes: readonly number[];
}

function yearOfDays(parts: DayParts, countIn: 'month' | 'year', isLeap: boolean, weekdayOfFirst: number): YearOfDays {
  const length = isLeap ? 366 : 365;
  const mask = new Uint8Array(length);
  const indexes: number[] = [];
  let index = 0;
  for (const [month, monthLength] of monthsOf(isLeap).entries())
    for (let monthDay = 1; monthDay <= monthLength; monthDay += 1, index += 1) {
      const [at, of] = countIn === 'month' ? [monthDay, monthLength] : [index + 1, length];
      const isAllowed =
        (parts.byMonth.length === 0 || parts.byMonth.includes(month + 1)) &&
        isCounted(parts.byMonthDay, monthDay, monthLength) &&
        isCounted(parts.byYearDay, index + 1, length) &&
        isWeekday(parts.byDay, (weekdayOfFirst + index) % 7, at, of);
      if (!isAllowed) continue;
      mask[index] = 1;
      indexes.push(index);
    }
  return { mask, indexes };
}

/** Negative numbers count from the end: -1 is the last. */
function isCounted(list: readonly number[], at: number, of: number): boolean {
  return list.length === 0 || list.includes(at) || list.includes(at - of - 1);
}

/**
 * Weekdays with and without a number stand beside each other: `MO,-1FR` are all Mondays and the last Friday. Section
 * 3.3.10: "Each BYDAY value can also be preceded by" a number, so it belongs to the value and not to the list.
 */
function isWeekday(list: DayParts['byDay'], weekday: number, at: number, of: number): boolean {
  return (
    list.length === 0 ||
    list.some(
      (day) =>
        WEEKDAYS[weekday] === day.weekday &&
        (day.position === null || day.position === Math.ceil(at / 7) || day.position === -Math.ceil((of - at + 1) / 7)),
    )
  );
}
