import { defineEvent } from '../../../kernel/message.js';

interface PlanFact {
  /** The bookable whose availability changed. */
  readonly bookableId: string;
  /** Who changed it. */
  readonly actorId: string;
}

/** Interval in which availability changed: ISO 8601, UTC; null: unbounded. */
interface ChangedTime {
  readonly start: string | null;
  readonly end: string | null;
}

/** A schedule was created, changed or deleted, overrides and travels included. */
export const SCHEDULE_CHANGED = defineEvent<PlanFact & ChangedTime & { readonly scheduleId: string }>(
  'schedule.changed',
);
/** An out-of-office entry was created, changed or deleted. */
export const OUT_OF_OFFICE_CHANGED = defineEvent<PlanFact & ChangedTime & { readonly outOfOfficeId: string }>(
  'out_of_office.changed',
);
/** A resource was archived or taken back into use, or its capacity changed. */
export const BOOKABLE_CHANGED = defineEvent<PlanFact>('bookable.changed');
/** An external calendar no longer has the bookable busy in this interval. */
export const BUSY_TIMES_FREED = defineEvent<
  Pick<PlanFact, 'bookableId'> & ChangedTime & { readonly calendarId: string }
>('busy_times.freed');
