import type { CalendarEvent } from './calendar-event.js';
import type { CalendarTime } from './calendar-zones.js';

/**
 * Of versions of one event, or of one instance of it, the one with the greatest SEQUENCE counts, and of these the one
 * with the latest DTSTAMP (RFC 5546, section 2.1.5). Those that are equal in both all count. Events without a UID are
 * all distinct.
 */
export function latestVersions(events: readonly CalendarEvent[]): Set<CalendarEvent> {
  const latest = new Map<string, CalendarEvent[]>();
  const nameless: CalendarEvent[] = [];
  for (const event of events) {
    if (event.uid === '') {
      nameless.push(event);
      continue;
    }
    const key = `${event.occurrence} ${event.uid}`;
    const known = latest.get(key);
    const order = known?.[0] ? compare(event, known[0]) : 1;
    if (order > 0) latest.set(key, [event]);
    else if (order === 0) known?.push(event);
  }
  return new Set([...nameless, ...[...latest.values()].flat()]);
}

function compare(one: CalendarEvent, other: CalendarEvent): number {
  if (one.sequence !== other.sequence) return one.sequence - other.sequence;
  if (one.stamp === other.stamp) return 0;
  return one.stamp > other.stamp ? 1 : -1;
}

/** Overridden instances (RECURRENCE-ID), by UID. */
export function replacedTimes(events: Iterable<CalendarEvent>): Map<string, CalendarTime[]> {
  const times = new Map<string, CalendarTime[]>();
  for (const { uid, replaces } of events) {
    if (!replaces || uid === '') continue;
    const known = times.get(uid);
    if (known) known.push(replaces);
    else times.set(uid, [replaces]);
  }
  return times;
}
