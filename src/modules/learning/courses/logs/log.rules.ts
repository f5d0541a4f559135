import { DAY } from '../../../../kernel/clock.js';

/** How far one of the six duties of a week is. */
export const DUTY_STATUSES = ['Done', 'Pending', 'Not Started'] as const;
export type DutyStatus = (typeof DUTY_STATUSES)[number];

/** The six duties that a log tells of. */
export const DUTIES = [
  'formativeOneGrading',
  'formativeTwoGrading',
  'summativeGrading',
  'courseModeration',
  'intranetSync',
  'gradeBookStatus',
] as const;
export type Duty = (typeof DUTIES)[number];

export const LOG_STATES = ['draft', 'submitted', 'returned', 'accepted'] as const;
export type LogState = (typeof LOG_STATES)[number];

/** Bounds of `weekNumber`; an offering has as many weeks as its days reach into. */
export const WEEKS = { min: 1, max: 60 } as const;

export const MOST_MEETINGS = 100;

/**
 * Week of an offering that a day is in: weeks begin on Mondays, and week 1 is the one of the first day, however short it
 * is. The last day has the number of weeks.
 */
export function weekOf(startDate: string, day: string): number {
  return (mondayOf(day) - mondayOf(startDate)) / (7 * DAY) + 1;
}

/** The Monday of a week of an offering: from this day on its log is submitted. */
export function mondayOfWeek(startDate: string, week: number): string {
  return new Date(mondayOf(startDate) + (week - 1) * 7 * DAY).toISOString().slice(0, 10);
}

interface Term {
  readonly startDate: string;
  /** The last day. */
  readonly endDate: string;
}

/** Of weeks that have logs, those that other dates would cut off, or make other weeks of. */
export function weeksCutOff(weeks: readonly number[], before: Term, after: Term): number[] {
  const isMoved = mondayOf(before.startDate) !== mondayOf(after.startDate);
  const last = weekOf(after.startDate, after.endDate);
  return weeks.filter((week) => isMoved || week > last);
}

function mondayOf(day: string): number {
  const midnight = new Date(`${day}T00:00:00Z`);
  return midnight.getTime() - ((midnight.getUTCDay() + 6) % 7) * DAY;
}

/**
 * What a log is after its facilitator wrote: submitted, unless they say that it is a draft.
 * @returns null where it cannot be written any more, or is no draft any more
 */
export function stateAfterWriting(state: LogState, isDraft: boolean): LogState | null {
  if (state === 'accepted') return null;
  if (!isDraft) return 'submitted';
  return state === 'submitted' ? null : state;
}

/** Whether a manager may return or accept it: what was never submitted is its facilitator's. */
export function canBeJudged(state: LogState): boolean {
  return state === 'submitted';
}

export const LOG_WARNINGS = ['attendance_length'] as const;
export type LogWarning = (typeof LOG_WARNINGS)[number];

/**
 * What is strange about a log and no reason to refuse it: the timetable is not all that happens.
 * @param planned meetings that the timetable has in its week; null where it has none
 */
export function warningsOf(attendance: readonly boolean[], planned: number | null): LogWarning[] {
  return planned !== null && attendance.length !== planned ? ['attendance_length'] : [];
}

/** What a log says, which its history keeps. */
export type LogContent = Readonly<Record<Duty, DutyStatus>> & {
  readonly attendance: boolean[];
  readonly notes: string | null;
};
