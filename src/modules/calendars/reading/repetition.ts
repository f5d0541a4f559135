import ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
import { DAY } from '../../../kernel/clock.js';
import type { Interval } from '../../../kernel/intervals.js';
import { dayOf } from '../../../kernel/zoned-time.js';
import { CalendarFault } from './calendar-fault.js';
import type { CalendarTime, CalendarZones } from './calendar-zones.js';
import type { JCalProperty } from './jcal.js';

/** Of one rule. */
const MOST_STEPS = 20_000;
/** No zone is further from UTC. */
const FARTHEST = DAY;

/**
 * When a rule makes an event begin, in local time, within a window; perhaps also a little before and after. Rules are
 * applied to the local time, so an event keeps its hour when the clocks change (RFC 5545, section 3.3.10). How long ago
 * the event began costs nothing.
 * @throws CalendarFault too_many_occurrences, not_a_calendar
 */
export function repetitions(
  property: JCalProperty,
  start: CalendarTime,
  zones: CalendarZones,
  window: Interval,
): number[] {
  const { until, ...endless } = property[3] as Readonly<Record<string, unknown>>;
  const isOver = endOf(zones.read(until, property), start);
  const from = window.start - FARTHEST;
  if (isOver(from)) return [];
  return expand(endless, start.local, from, window.end + FARTHEST).filter((local) => !isOver(local));
}

/** Local times pass as those of UTC, where no clock changes. */
function expand(rule: object, start: number, from: number, to: number): number[] {
  const dtstart = new Date(start).toISOString().slice(0, 19).replace(/[-:]/g, '');
  try {
    const rruleString = `DTSTART;TZID=UTC:${dtstart}\nRRULE:${ICAL.Recur.fromData(rule).toString()}`;
    return new RRuleTemporal({ rruleString, maxIterations: MOST_STEPS })
      .between(new Date(from), new Date(to), true)
      .map(({ epochMilliseconds }) => epochMilliseconds);
  } catch (error) {
    throw new CalendarFault(/exceeded/.test((error as Error).message) ? 'too_many_occurrences' : 'not_a_calendar');
  }
}

/** The last moment that a rule names belongs to it; a date stands for its whole day. */
function endOf(last: CalendarTime | null, start: CalendarTime): (local: number) => boolean {
  if (!last) return () => false;
  if (last.isUtc) return (local) => start.toInstant(local) > last.local;
  return last.isDate ? (local) => dayOf(local) > dayOf(last.local) : (local) => local > last.local;
}
