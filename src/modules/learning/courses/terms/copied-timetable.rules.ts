import { MINUTE } from '../../../../kernel/clock.js';
import { toWallTime } from '../../../../infra/calendar/wall-time.js';
import {
  dateAt,
  dayAt,
  type Days,
  daysLater,
  isOn,
  type MeetingDate,
  type PlannedRule,
  timesOf,
} from '../meetings/meeting.rules.js';

/** Meetings that are made by one copy of a term. */
export const MOST_COPIED_MEETINGS = 3000;

interface HeldMeeting {
  /** Milliseconds since the epoch; as the other one. */
  readonly start: number;
  readonly end: number;
  readonly timeZone: string;
}

/** Meetings that were made together: the rule, or where there is none the meetings themselves. */
export interface CopiedSet {
  readonly rule: PlannedRule | null;
  readonly meetings: readonly HeldMeeting[];
}

interface Move {
  /** Days of the offerings that are copied. */
  readonly from: Days;
  /** Of their copies. */
  readonly to: Days;
  /** How many later they are: whole weeks. */
  readonly days: number;
  /** Of the institution. */
  readonly timeZone: string;
}

/**
 * The dates of a set in another term: weekdays and times of day stay. A rule gives its dates in the term that is copied, those
 * on holidays among them, and each of them is moved: what was moved or cancelled by itself was so in that week alone.
 */
export function copiedDates({ rule, meetings }: CopiedSet, { from, to, days, timeZone }: Move): MeetingDate[] {
  const dates = rule
    ? timesOf(rule, from).map((wall) => dateAt(daysLater(wall, days), rule.durationMinutes * MINUTE, timeZone))
    : meetings.map(({ start, end, timeZone: zone }) =>
        dateAt(daysLater(toWallTime(start, zone), days), end - start, timeZone),
      );
  return dates.filter(({ day }) => isOn(day)(to));
}

/**
 * The rule that the copies are made by, which ends where theirs do, because the number of dates and the last of them are those of
 * another term. Null where another day does not follow from it, as the first Tuesday of a month, or all Tuesdays of March.
 */
export function copiedRule(rule: PlannedRule, dates: readonly MeetingDate[], timeZone: string): PlannedRule | null {
  const [first, last] = [dates[0], dates.at(-1)];
  const isWeekly = /(^|;)FREQ=(WEEKLY|DAILY)(;|$)/i.test(rule.rrule);
  const isOfMonths = /(^|;)BY(MONTH|MONTHDAY|YEARDAY|WEEKNO)=/i.test(rule.rrule);
  if (!first || !last || !isWeekly || isOfMonths) return null;
  const rrule = rule.rrule
    .split(';')
    .filter((part) => !/^(UNTIL|COUNT)=/i.test(part))
    .join(';');
  const hasEnd = rule.lastDay !== null || rrule !== rule.rrule;
  const lastDay = hasEnd ? dayAt(last.start, timeZone) : null;
  return { rrule, start: first.start, timeZone, durationMinutes: rule.durationMinutes, lastDay };
}
