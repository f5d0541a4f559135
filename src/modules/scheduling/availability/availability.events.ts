import { defineEvent } from '../../../kernel/message.js';

interface PlanFact {
  /** Whose free time is not what it was. */
  readonly bookableId: string;
  /** Who did it. */
  readonly actorId: string;
}

/** ISO 8601, UTC: what has changed lies between; null: it has no bound. */
interface ChangedTime {
  readonly start: string | null;
  readonly end: string | null;
}

/** A schedule was made, changed or deleted, with its overrides and travels. */
export const SCHEDULE_CHANGED = defineEvent<PlanFact & ChangedTime & { readonly scheduleId: string }>(
  'schedule.changed',
);
/** An absence was entered, changed or deleted. */
export const OUT_OF_OFFICE_CHANGED = defineEvent<PlanFact & ChangedTime & { readonly outOfOfficeId: string }>(
  'out_of_office.changed',
);
/** A room or device: whether it can be booked, and how much of it there is. */
export const BOOKABLE_CHANGED = defineEvent<PlanFact>('bookable.changed');
/** Another calendar says no more that the bookable is busy. */
export const BUSY_TIMES_FREED = defineEvent<
  Pick<PlanFact, 'bookableId'> & ChangedTime & { readonly calendarId: string }
>('busy_times.freed');
