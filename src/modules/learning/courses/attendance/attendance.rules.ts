import { weekOf } from '../logs/log.rules.js';

export const ATTENDANCES = ['present', 'late', 'excused', 'absent'] as const;
export type Attendance = (typeof ATTENDANCES)[number];

/** An offering has up to a hundred students, or as many as come. */
export const MOST_RECORDS = 500;

interface Term {
  readonly startDate: string;
  /** The last day. */
  readonly endDate: string;
}

/** Why a meeting cannot have been held on a day; null where it can. */
export function faultOfDay(term: Term, weekNumber: number, heldOn: string, today: string): string | null {
  const isOutside = heldOn < term.startDate || heldOn > term.endDate || weekOf(term.startDate, heldOn) !== weekNumber;
  if (isOutside) return 'outside_week';
  return heldOn > today ? 'in_future' : null;
}
