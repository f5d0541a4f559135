import { DAY } from '../../../../kernel/clock.js';
import { addressKey } from '../../../../kernel/email-address.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { dayOf } from '../../../../kernel/zoned-time.js';
import { type Component, parameterOf, propertiesOf, propertyOf, textOf } from './calendar-component.js';
import { readDuration } from './calendar-values.js';
import type { CalendarTime, CalendarZones } from './calendar-zones.js';
import type { Property } from './content-lines.js';
import { EventFault } from './event-fault.js';
import type { DoubtCode, FreeCode, NotedEvent } from './reading-notes.js';
import { MOST_TIMES, readRule, type Repetition, repetitions, UnfollowedRule } from './repetition.js';
import type { ToInstant } from './zone-definition.js';

/** End of an instance, by its start. */
type EndOf = (local: number, toInstant: ToInstant) => number;

interface Beginning {
  readonly local: number;
  readonly toInstant: ToInstant;
  /** Of RDATE periods, which have an end of their own. */
  readonly end?: number;
}

/** A VEVENT, reduced to what decides when somebody is busy. */
export class CalendarEvent {
  readonly uid: string;
  /** RECURRENCE-ID: the instance of the event with the same UID that this one overrides. */
  readonly replaces: CalendarTime | null;
  /** Doubts about its meaning. */
  readonly doubts = new Set<DoubtCode>();
  /** Of versions of one event the one with the greatest SEQUENCE counts, then the latest DTSTAMP. */
  readonly sequence: number;
  readonly stamp: string;
  private readonly start: CalendarTime;
  private readonly endOf: EndOf;
  private readonly rules: readonly Repetition[];
  private readonly exceptions: readonly Repetition[];

  /** @throws EventFault when it is not clear when it takes place */
  constructor(
    private readonly component: Component,
    private readonly zones: CalendarZones,
  ) {
    this.uid = textOf(component, 'UID') ?? '';
    const sequence = textOf(component, 'SEQUENCE') ?? '';
    this.sequence = /^\d{1,9}$/.test(sequence) ? Number(sequence) : 0;
    this.stamp = textOf(component, 'DTSTAMP') ?? '';
    const start = this.time('DTSTART', 'unreadable_start');
    if (!start) throw new EventFault('unreadable_start');
    this.start = start;
    this.endOf = this.readEnd(start);
    this.replaces = this.time('RECURRENCE-ID', 'unreadable_recurrence_id');
    const replaced = propertyOf(component, 'RECURRENCE-ID');
    if (replaced && parameterOf(replaced, 'RANGE')?.toUpperCase() === 'THISANDFUTURE')
      this.doubts.add('this_and_future');
    this.rules = this.replaces ? [] : this.rulesOf('RRULE');
    this.exceptions = this.replaces ? [] : this.rulesOf('EXRULE');
  }

  /** For the owner to find the event. */
  static noteOf(component: Component): NotedEvent {
    return { uid: textOf(component, 'UID') ?? '', start: textOf(component, 'DTSTART') ?? '' };
  }

  get note(): NotedEvent {
    return CalendarEvent.noteOf(this.component);
  }

  /** Key of the overridden instance, the same for all versions of it; '' for the event itself. */
  get occurrence(): string {
    const { replaces } = this;
    if (!replaces) return '';
    return this.start.isDate || replaces.isDate
      ? `day ${this.zones.dayMeantBy(replaces)}`
      : `${replaces.toInstant(replaces.local)}`;
  }

  /**
   * Why the event is not busy time; null when it is.
   * @param addresses of the person, by `addressKey`: events that they declined are not busy
   */
  freeBecause(addresses: ReadonlySet<string>): FreeCode | null {
    if (textOf(this.component, 'STATUS')?.toUpperCase() === 'CANCELLED') return 'cancelled';
    if (this.isTransparent()) return 'free';
    if (propertiesOf(this.component, 'ATTENDEE').some((attendee) => isDeclinedBy(attendee, addresses)))
      return 'declined';
    const { local, toInstant } = this.start;
    return this.endOf(local, toInstant) <= toInstant(local) && !this.hasPeriods() ? 'no_length' : null;
  }

  /** TRANSP, or Exchange's own property where that is missing ([MS-OXCICAL], 2.1.3.1.1.20.31). */
  private isTransparent(): boolean {
    const shows = textOf(this.component, 'TRANSP')?.toUpperCase();
    if (shows !== undefined) return shows === 'TRANSPARENT';
    return textOf(this.component, 'X-MICROSOFT-CDO-BUSYSTATUS')?.toUpperCase() === 'FREE';
  }

  /**
   * The instances that overlap the window, unordered; only the first when there are too many.
   * @param replaced overridden instances
   */
  occurrences(window: Interval, replaced: readonly CalendarTime[]): Interval[] {
    const found = this.find(window, replaced, (reach) => this.beginnings(reach));
    if (found.length <= MOST_TIMES) return found;
    this.doubts.add('too_frequent');
    return this.find(window, replaced, () => [this.start]);
  }

  private find(
    window: Interval,
    replaced: readonly CalendarTime[],
    beginningsIn: (reach: Interval) => Iterable<Beginning>,
  ): Interval[] {
    const { start, endOf } = this;
    const length = Math.max(0, endOf(start.local, start.toInstant) - start.toInstant(start.local));
    // An instance may be a little longer than the first one where clocks change.
    const reach = { start: window.start - length - DAY, end: window.end };
    const isLeftOut = this.leftOut([...this.times('EXDATE'), ...replaced], reach);
    const seen = new Set<number>();
    const found: Interval[] = [];
    for (const { local, toInstant, end } of beginningsIn(reach)) {
      const instant = toInstant(local);
      if (seen.has(instant) || isLeftOut(local, instant)) continue;
      seen.add(instant);
      const until = end ?? endOf(local, toInstant);
      if (instant < window.end && until > window.start && until > instant) found.push({ start: instant, end: until });
    }
    return found;
  }

  /** DTSTART always counts, whether the rule generates it or not. Periods of RDATE precede equal times. */
  private *beginnings(reach: Interval): Generator<Beginning> {
    for (const property of propertiesOf(this.component, 'RDATE'))
      for (const { start, end } of periodsOf(property, this.zones)) yield { ...start, end };
    yield this.start;
    yield* this.times('RDATE');
    const { toInstant } = this.start;
    for (const rule of this.rules) for (const local of this.timesOf(rule, reach)) yield { local, toInstant };
  }

  /**
   * EXDATE: a date excludes every instance that begins on it; for all-day events, a time excludes the day that it
   * means.
   */
  private leftOut(times: readonly CalendarTime[], reach: Interval): (local: number, instant: number) => boolean {
    const { isDate, toInstant } = this.start;
    const ofDays = times.filter((time) => isDate || time.isDate);
    const days = new Set(ofDays.map((time) => (isDate ? this.zones.dayMeantBy(time) : dayOf(time.local))));
    const others = times.filter((time) => !isDate && !time.isDate);
    const instants = new Set(others.map((time) => time.toInstant(time.local)));
    for (const rule of this.exceptions) for (const local of this.timesOf(rule, reach)) instants.add(toInstant(local));
    return (local, instant) => instants.has(instant) || days.has(dayOf(local));
  }

  /**
   * With DTEND every instance is exactly as long as the first; with DURATION its days are nominal, and may have 23 or
   * 25 hours (RFC 5545, sections 3.3.6 and 3.8.5.3). A date without an end is one day (section 3.6.1), and so is one
   * that ends on the day on which it begins, as some programs write.
   * @throws EventFault unreadable_end, ends_before_start
   */
  private readEnd(start: CalendarTime): EndOf {
    const end = this.time('DTEND', 'unreadable_end');
    if (end?.isDate && start.isDate) return wholeDays(end.local - start.local);
    if (end) {
      const length = end.toInstant(end.local) - start.toInstant(start.local);
      if (length < 0) throw new EventFault('ends_before_start');
      return start.isDate && length === 0 ? wholeDays(0) : (local, toInstant) => toInstant(local) + length;
    }
    const text = textOf(this.component, 'DURATION');
    if (text === undefined) return start.isDate ? wholeDays(DAY) : (local, toInstant) => toInstant(local);
    const duration = readDuration(text);
    if (!duration) throw new EventFault('unreadable_end');
    const { nominal, exact } = duration;
    if (nominal + exact < 0) throw new EventFault('ends_before_start');
    if (start.isDate && exact === 0) return wholeDays(nominal);
    return (local, toInstant) => toInstant(local + nominal) + exact;
  }

  private rulesOf(name: string): Repetition[] {
    const rules = propertiesOf(this.component, name).flatMap(({ value }) =>
      this.followed(() => [readRule(value, this.zones)]),
    );
    if (rules.some(({ isUnclear }) => isUnclear)) this.doubts.add('unclear_rule');
    return rules;
  }

  private timesOf(rule: Repetition, reach: Interval): number[] {
    return this.followed(() => repetitions(rule, this.start, this.zones, reach));
  }

  /** Ignores a rule that cannot be expanded, and notes a doubt. */
  private followed<Result>(work: () => Result[]): Result[] {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof UnfollowedRule)) throw error;
      this.doubts.add(error.code);
      return [];
    }
  }

  private hasPeriods(): boolean {
    return propertiesOf(this.component, 'RDATE').some(({ value }) => value.includes('/'));
  }

  /** @returns null when the property is absent @throws EventFault when it is malformed */
  private time(name: string, fault: EventFault['code']): CalendarTime | null {
    const property = propertyOf(this.component, name);
    if (!property) return null;
    const time = this.zones.read(property.value, property);
    if (!time) throw new EventFault(fault);
    if (time.doubt) this.doubts.add(time.doubt);
    return time;
  }

  private times(name: string): CalendarTime[] {
    return propertiesOf(this.component, name).flatMap((property) =>
      valuesOf(property).flatMap((text) => {
        if (text.includes('/')) return [];
        const time = this.zones.read(text, property);
        if (!time || time.doubt) this.doubts.add(time?.doubt ?? 'unreadable_date');
        return time ?? [];
      }),
    );
  }
}

/** The periods of RDATE and FREEBUSY: a start, and an end or a duration. Malformed ones are ignored. */
export function* periodsOf(
  property: Property,
  zones: CalendarZones,
): Generator<{ readonly start: CalendarTime; readonly end: number }> {
  for (const text of valuesOf(property)) {
    const [first = '', second] = text.split('/');
    const start = second === undefined ? null : zones.read(first, property);
    if (!start || second === undefined) continue;
    const until = zones.read(second, property);
    const duration = until ? null : readDuration(second);
    if (until) yield { start, end: until.toInstant(until.local) };
    else if (duration) yield { start, end: start.toInstant(start.local + duration.nominal) + duration.exact };
  }
}

function valuesOf({ value }: Property): string[] {
  return value.split(',').filter((text) => text !== '');
}

/** @throws EventFault ends_before_start */
function wholeDays(length: number): EndOf {
  if (length < 0) throw new EventFault('ends_before_start');
  return (local, toInstant) => toInstant(local + (length === 0 ? DAY : length));
}

/** The address is in the value, maybe percent-encoded, or in the parameter EMAIL (RFC 7986, section 6.2). */
function isDeclinedBy(attendee: Property, addresses: ReadonlySet<string>): boolean {
  if (parameterOf(attendee, 'PARTSTAT')?.toUpperCase() !== 'DECLINED') return false;
  return [attendee.value, parameterOf(attendee, 'EMAIL') ?? ''].some((given) => addresses.has(addressIn(given)));
}

function addressIn(given: string): string {
  const address = given.trim().replace(/^mailto:/i, '');
  try {
    return addressKey(decodeURIComponent(address));
  } catch {
    return addressKey(address);
  }
}
