import { DEFAULT_LANGUAGE, type Language } from '../../kernel/language.js';
import type { RecurrenceSet } from './recurrence.js';
import { type RecurrenceRule, WEEKDAYS } from './recurrence-rule.js';
import type { RuleWords } from './rule-words.js';
import { ENGLISH_RULE_WORDS } from './rule-words-english.js';
import { FRENCH_RULE_WORDS } from './rule-words-french.js';
import { toFloating, toWallTime, weekdayIndex } from './wall-time.js';

const WORDS: Readonly<Record<Language, RuleWords>> = { en: ENGLISH_RULE_WORDS, fr: FRENCH_RULE_WORDS };
const WORKING_WEEK = 'MO,TU,WE,TH,FR';

/** `every week on Monday and Thursday at 9 AM`, in the zone of the set. */
export function describeRule({ start, timeZone, rule }: RecurrenceSet, language: Language = DEFAULT_LANGUAGE): string {
  const words = WORDS[language];
  const { frequency, interval, byMonth, byMonthDay, byYearDay, byWeekNo, bySetPos } = rule;
  const isWorkingWeek = frequency === 'WEEKLY' && interval === 1 && namesOf(rule) === WORKING_WEEK;
  return [
    isWorkingWeek ? words.everyWorkday : words.every(interval, frequency),
    isWorkingWeek ? '' : weekdays(rule, start, words),
    byMonthDay.length > 0 ? words.onMonthDays(byMonthDay) : '',
    byYearDay.length > 0 ? words.onYearDays(byYearDay) : '',
    byWeekNo.length > 0 ? words.inWeeks(byWeekNo) : '',
    byMonth.length > 0 ? words.inMonths(byMonth) : '',
    words.at(words.list(timesOfDay(rule, start, words))),
    bySetPos.length > 0 ? words.onlyThe(bySetPos) : '',
    ending(rule, timeZone, words),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function namesOf({ byDay }: RecurrenceRule): string {
  return byDay.map(({ position, weekday }) => `${position ?? ''}${weekday}`).join(',');
}

function weekdays({ frequency, byDay }: RecurrenceRule, start: string, words: RuleWords): string {
  if (byDay.length > 0)
    return words.onWeekdays(words.list(byDay.map(({ position, weekday }) => words.weekday(weekday, position))));
  const weekday = WEEKDAYS[weekdayIndex(start)];
  return frequency === 'WEEKLY' && weekday ? words.onWeekdays(words.weekday(weekday, null)) : '';
}

/** In order, and as many as anybody reads. */
function timesOfDay({ byHour, byMinute, bySecond }: RecurrenceRule, start: string, words: RuleWords): string[] {
  const date = new Date(toFloating(start));
  const or = (list: readonly number[], value: number) => (list.length > 0 ? list : [value]);
  return or(byHour, date.getUTCHours()).flatMap((hour) =>
    or(byMinute, date.getUTCMinutes()).flatMap((minute) =>
      or(bySecond, date.getUTCSeconds()).map((second) => words.clockTime(hour, minute, second)),
    ),
  );
}

function ending({ count, until }: RecurrenceRule, timeZone: string, words: RuleWords): string {
  if (count !== null) return words.times(count);
  return until === null ? '' : words.until(new Date(toFloating(toWallTime(until, timeZone))));
}
