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

/** When an occurrence that begins then ends. */
type EndOf = (local: number, toInstant: ToInstant) => number;

interface Beginning {
  readonly local: number;
  readonly toInstant: ToInstant;
  /** For what has an end of its own. */
  readonly end?: number;
}

/** A VEVENT, as far as it decides when somebody is busy. */
export class CalendarEvent {
  readonly uid: string;
  /** Which occurrence of the event of the same uid this one stands in for. */
  readonly replaces: CalendarTime | null;
  /** What was not clear. */
  readonly doubts = new Set<DoubtCode>();
  /** Of versions of one event the one with the greater sequence counts, then the one that was made later. */
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

  /** By which its owner finds it. */
  static noteOf(component: Component): NotedEvent {
    return { uid: textOf(component, 'UID') ?? '', start: textOf(component, 'DTSTART') ?? '' };
  }

  get note(): NotedEvent {
    return CalendarEvent.noteOf(this.component);
  }

  /** Which of several occurrences it is: the same for all versions of one. */
  get occurrence(): string {
    const { replaces } = this;
    if (!replaces) return '';
    return this.start.isDate || replaces.isDate
      ? `day ${this.zones.dayMeantBy(replaces)}`
      : `${replaces.toInstant(replaces.local)}`;
  }

  /**
   * Why it takes no time; null when it does.
   * @param addresses of the person, by `addressKey`: what they declined does not take their time
   */
  freeBecause(addresses: ReadonlySet<string>): FreeCode | null {
    if (textOf(this.component, 'STATUS')?.toUpperCase() === 'CANCELLED') return 'cancelled';
    if (this.isTransparent()) return 'free';
    if (propertiesOf(this.component, 'ATTENDEE').some((attendee) => isDeclinedBy(attendee, addresses)))
      return 'declined';
    const { local, toInstant } = this.start;
    return this.endOf(local, toInstant) <= toInstant(local) && !this.hasPeriods() ? 'no_length' : null;
  }

  /** Exchange says what an event shows as in a property of its own ([MS-OXCICAL], 2.1.3.1.1.20.31), where TRANSP may be missing. */
  private isTransparent(): boolean {
    const shows = textOf(this.component, 'TRANSP')?.toUpperCase();
    if (shows !== undefined) return shows === 'TRANSPARENT';
    return textOf(this.component, 'X-MICROSOFT-CDO-BUSYSTATUS')?.toUpperCase() === 'FREE';
  }

  /**
   * Its occurrences that overlap the window, in no order; of one that has too many, the first.
   * @param replaced occurrences that others stand in for
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
    // An occurrence may be a little longer than the first one where clocks change.
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

  /** The first one always counts, whether the rule would lead to it or not. Periods go before times that are the same. */
  private *beginnings(reach: Interval): Generator<Beginning> {
    for (const property of propertiesOf(this.component, 'RDATE'))
      for (const { start, end } of periodsOf(property, this.zones)) yield { ...start, end };
    yield this.start;
    yield* this.times('RDATE');
    const { toInstant } = this.start;
    for (const rule of this.rules) for (const local of this.timesOf(rule, reach)) yield { local, toInstant };
  }

  /** A date leaves out whatever begins on it; of whole days, a time leaves out the day that it means. */
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
   * With DTEND every occurrence is exactly as long as the first; with DURATION its days are those of the calendar, which
   * may have 23 or 25 hours (RFC 5545, sections 3.3.6 and 3.8.5.3). A date without an end is one day (section 3.6.1), and
   * so is one that ends on the day on which it begins, as some programs write.
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

  /** Nothing of a rule that cannot be followed, and a doubt. */
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

  /** @returns null when it is not there; throws when it cannot be read */
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

/** The periods of RDATE and FREEBUSY: a start, and an end or a duration. Those that make no sense are passed over. */
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

/** An address stands in the value, where it may be written as in any URI, or in EMAIL (RFC 7986, section 6.2). */
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
