import { DAY, MINUTE } from '../../kernel/clock.js';

export const DAY_MINUTES = DAY / MINUTE;

/** Minutes from local midnight, half-open. The end lies after the start and may lie on the next day: 22:00-26:00. */
export interface DayInterval {
  readonly start: number;
  readonly end: number;
}

export interface WeeklyInterval extends DayInterval {
  /** Monday is 1, Sunday 7. */
  readonly day: number;
}
