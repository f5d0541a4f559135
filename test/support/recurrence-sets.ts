import { parseRule } from '../../src/infra/calendar/recurrence-rule.js';
import type { Occurrence, RecurrenceSet } from '../../src/infra/calendar/recurrence.js';

export const NEW_YORK = 'America/New_York';

/** @param start a wall time in New York, as iCalendar writes it */
export function setOf(rule: string, start: string, more: Partial<RecurrenceSet> = {}): RecurrenceSet {
  return { start, timeZone: NEW_YORK, rule: parseRule(rule), rdates: [], exdates: [], ...more };
}

/** The first of them, which may have no end. */
export function take(count: number, source: Iterable<Occurrence>): Occurrence[] {
  const taken: Occurrence[] = [];
  for (const occurrence of source) {
    taken.push(occurrence);
    if (taken.length === count) break;
  }
  return taken;
}
