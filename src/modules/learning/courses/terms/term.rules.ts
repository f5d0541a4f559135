import { DAY } from '../../../../kernel/clock.js';
import { mondayOfWeek } from '../logs/log.rules.js';

/** How many offerings are copied at once. */
export const MOST_COPIED = 1000;

/** What becomes of an offering in a copy: it is made, was there before, or is of something that is archived. */
export const COPY_OUTCOMES = ['created', 'exists', 'archived'] as const;
export type CopyOutcome = (typeof COPY_OUTCOMES)[number];

/** Days between the first weeks of two terms: whole weeks, so that weekdays stay. */
export function shiftBetween(startDate: string, otherStartDate: string): number {
  const monday = (day: string) => Date.parse(`${mondayOfWeek(day, 1)}T00:00:00Z`);
  return Math.round((monday(otherStartDate) - monday(startDate)) / DAY);
}
