import ICAL from 'ical.js';
import { DAY, SECOND } from '../../../kernel/clock.js';
import type { Interval } from '../../../kernel/intervals.js';
import { dayOf } from '../../../kernel/zoned-time.js';
import type { CalendarTime, CalendarZones, ToInstant } from './calendar-zones.js';
import {
  type JCalComponent,
  type JCalProperty,
  parameterOf,
  propertiesOf,
  propertyOf,
  textOf,
  valuesOf,
} from './jcal.js';
import { repetitions } from './repetition.js';

/** When an occurrence that begins then ends. */
type EndOf = (local: number, toInstant: ToInstant) => number;

/** A VEVENT, as far as it decides when somebody is busy. */
export class CalendarEvent {
  readonly uid: string;
  /** Which occurrence of the event of the same uid this one stands in for. */
  readonly replaces: CalendarTime | null;
  private readonly start: CalendarTime | null;

  constructor(
    private readonly component: JCalComponent,
    private readonly zones: CalendarZones,
  ) {
    this.uid = textOf(component, 'uid') ?? '';
    this.start = this.time('dtstart');
    this.replaces = this.time('recurrence-id');
  }

  /** @param addresses of the person, in lower case: what they declined does not take their time */
  takesTime(addresses: ReadonlySet<string>): boolean {
    const isCancelled = textOf(this.component, 'status')?.toUpperCase() === 'CANCELLED';
    const isTransparent = textOf(this.component, 'transp')?.toUpperCase() === 'TRANSPARENT';
    return !isCancelled && !isTransparent && !this.isDeclinedBy(addresses);
  }

  /**
   * Its occurrences that overlap the window, in no order. Empty for an event without a readable start, and for one that
   * takes no time.
   * @param replaced occurrences that others stand in for
   * @throws CalendarFault too_many_occurrences, not_a_calendar
   */
  *occurrences(window: Interval, replaced: readonly CalendarTime[]): Generator<Interval> {
    const { start } = this;
    const endOf = start && this.endOf(start);
    if (!start || !endOf) return;
    const length = endOf(start.local, start.toInstant) - start.toInstant(start.local);
    // An occurrence may be a little longer than the first one where clocks change.
    const reach = { start: window.start - length - DAY, end: window.end };
    const left = leftOutBy([...this.times('exdate'), ...replaced]);
    const seen = new Set<number>();
    for (const { local, toInstant } of this.beginnings(start, reach)) {
      const instant = toInstant(local);
      if (seen.has(instant) || left(local, instant)) continue;
      seen.add(instant);
      const end = endOf(local, toInstant);
      if (instant < window.end && end > window.start && end > instant) yield { start: instant, end };
    }
    yield* this.addedPeriods(window);
  }

  /** The first one always counts, whether the rule would lead to it or not. */
  private *beginnings(start: CalendarTime, reach: Interval): Generator<CalendarTime> {
    yield start;
    yield* this.times('rdate');
    if (this.replaces) return;
    for (const rule of propertiesOf(this.component, 'rrule'))
      for (const local of repetitions(rule, start, this.zones, reach)) yield { ...start, local };
  }

  /** RDATE may give periods, which have ends of their own. */
  private *addedPeriods(window: Interval): Generator<Interval> {
    for (const property of propertiesOf(this.component, 'rdate'))
      for (const period of periodsOf(property, this.zones))
        if (period.start < window.end && period.end > window.start) yield period;
  }

  /**
   * With DTEND every occurrence is exactly as long as the first; with DURATION its days are those of the calendar, which
   * may have 23 or 25 hours (RFC 5545, sections 3.3.6 and 3.8.5.3). A date without an end is one day.
   */
  private endOf(start: CalendarTime): EndOf | null {
    const end = this.time('dtend');
    if (end && end.isDate === start.isDate) {
      if (start.isDate) return (local, toInstant) => toInstant(local + end.local - start.local);
      const length = end.toInstant(end.local) - start.toInstant(start.local);
      return (local, toInstant) => toInstant(local) + length;
    }
    const duration = textOf(this.component, 'duration');
    if (duration !== undefined) return durationEnd(duration);
    return start.isDate ? (local, toInstant) => toInstant(local + DAY) : null;
  }

  private isDeclinedBy(addresses: ReadonlySet<string>): boolean {
    return propertiesOf(this.component, 'attendee').some((attendee) => {
      const [, , , address] = attendee;
      const isDeclined = parameterOf(attendee, 'partstat')?.toUpperCase() === 'DECLINED';
      return isDeclined && typeof address === 'string' && addresses.has(address.toLowerCase().replace(/^mailto:/, ''));
    });
  }

  private time(name: string): CalendarTime | null {
    const property = propertyOf(this.component, name);
    return property ? this.zones.read(property[3], property) : null;
  }

  private times(name: string): CalendarTime[] {
    return propertiesOf(this.component, name).flatMap((property) =>
      valuesOf(property).flatMap((value) => this.zones.read(value, property) ?? []),
    );
  }
}

/** The periods of RDATE and FREEBUSY: a start, and an end or a duration. */
export function* periodsOf(property: JCalProperty, zones: CalendarZones): Generator<Interval> {
  for (const value of valuesOf(property)) {
    if (!Array.isArray(value)) continue;
    const [first, second] = value as readonly unknown[];
    const start = zones.read(first, property);
    if (!start) continue;
    const until = zones.read(second, property);
    const end = until ? until.toInstant(until.local) : durationEnd(String(second))?.(start.local, start.toInstant);
    const instant = start.toInstant(start.local);
    if (end !== undefined && end > instant) yield { start: instant, end };
  }
}

/** A date leaves out whatever begins on it. */
function leftOutBy(times: readonly CalendarTime[]): (local: number, instant: number) => boolean {
  const days = new Set(times.filter(({ isDate }) => isDate).map(({ local }) => dayOf(local)));
  const instants = new Set(times.filter(({ isDate }) => !isDate).map(({ local, toInstant }) => toInstant(local)));
  return (local, instant) => instants.has(instant) || days.has(dayOf(local));
}

/** @returns null for what is no duration, or none that takes time */
function durationEnd(text: string): EndOf | null {
  if (!ICAL.Duration.isValueString(text)) return null;
  const { weeks, days, hours, minutes, seconds, isNegative } = ICAL.Duration.fromString(text);
  const nominal = (weeks * 7 + days) * DAY;
  const exact = ((hours * 60 + minutes) * 60 + seconds) * SECOND;
  if (isNegative || nominal + exact <= 0) return null;
  return (local, toInstant) => toInstant(local + nominal) + exact;
}
