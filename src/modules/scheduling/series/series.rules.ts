import type { RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { parseRule } from '../../../infra/calendar/recurrence-rule.js';

export const SERIES_STATUSES = ['active', 'cancelled'] as const;
export type SeriesStatus = (typeof SERIES_STATUSES)[number];

export const SKIP_REASONS = ['slot_taken'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Instances that an edit affects. */
export const SERIES_SCOPES = ['this', 'following', 'all'] as const;
export type SeriesScope = (typeof SERIES_SCOPES)[number];

/** On conflicts: `fail` writes nothing at all, `skip` leaves out these dates. */
export const CONFLICT_POLICIES = ['fail', 'skip'] as const;
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

/** Horizon: instances are booked as far ahead as both of these allow, and at least one. */
export const HORIZON_DAYS = 180;
export const MOST_UPCOMING = 100;

/** Longest rule of a client. The column has room for 1,000: a split adds UNTIL, a move by days digits and WKST. */
export const LONGEST_RULE = 950;

export const MOST_DATES = 1000;
/** Most dates in a response. */
export const MOST_LISTED = 100;
export const NEXT_INSTANCES = 10;

/** The recurrence set of a stored series, whose rule was validated before. */
export function recurrenceOf({
  start,
  timeZone,
  rule,
  rdates,
  exdates,
}: Omit<RecurrenceSet, 'rule'> & { readonly rule: string }): RecurrenceSet {
  return { start, timeZone, rule: parseRule(rule), rdates, exdates };
}
