import { type Interval, merge } from '../../../../kernel/intervals.js';
import { type Component, componentsOf, parameterOf, propertiesOf, readCalendars } from './calendar-component.js';
import { CalendarEvent, periodsOf } from './calendar-event.js';
import { CalendarFault } from './calendar-fault.js';
import { CalendarZones } from './calendar-zones.js';
import { EventFault } from './event-fault.js';
import { latestVersions, replacedTimes } from './event-versions.js';
import { type NotedEvent, type ReadingNote, ReadingNotes } from './reading-notes.js';

const MOST_EVENTS = 20_000;
const MOST_OCCURRENCES = 50_000;
/** UID of a booking in our invitations. */
const BOOKING_UID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@lyceum$/;

export interface ReadingOptions {
  readonly window: Interval;
  /** IANA name, for floating times. */
  readonly timeZone: string;
  /** E-mail addresses of the person, in lower case. */
  readonly addresses: readonly string[];
}

/** An echo: time of one of our own bookings, which the calendar got by invitation. */
export interface BookingTime extends Interval {
  readonly bookingId: string;
}

export interface BusyTimes {
  /** Events that were read, busy or not. */
  readonly eventCount: number;
  readonly skippedCount: number;
  /** Notes about events that are not simply busy time. */
  readonly notes: readonly ReadingNote[];
  /** Within the window, merged. */
  readonly busy: readonly Interval[];
  /** Echoes of bookings; the bookings themselves decide whether that time is busy. */
  readonly bookings: readonly BookingTime[];
}

/**
 * Busy times of a calendar (RFC 5545). Malformed events are skipped and noted, a malformed file is refused.
 * @throws CalendarFault
 */
export function readBusyTimes(text: string, options: ReadingOptions): BusyTimes {
  // Counted before anything is parsed.
  if ((text.match(/^BEGIN:VEVENT/gim)?.length ?? 0) > MOST_EVENTS) throw new CalendarFault('too_many_events');
  const reading = new Reading(options);
  for (const calendar of readCalendars(text)) reading.add(calendar);
  return reading.result();
}

class Reading {
  private readonly busy: Interval[] = [];
  private readonly bookings: BookingTime[] = [];
  private readonly notes = new ReadingNotes();
  private readonly addresses: ReadonlySet<string>;
  private readonly events: CalendarEvent[] = [];
  private found = 0;

  constructor(private readonly options: ReadingOptions) {
    this.addresses = new Set(options.addresses);
  }

  /** @throws CalendarFault too_many_occurrences */
  add(calendar: Component): void {
    const { window, timeZone } = this.options;
    const zones = new CalendarZones(calendar, timeZone, window.end);
    const components = componentsOf(calendar, 'VEVENT');
    this.found += components.length;
    for (const component of components) {
      const event = this.noting(CalendarEvent.noteOf(component), () => new CalendarEvent(component, zones));
      if (event) this.events.push(event);
    }
    this.addPeriods(calendar, zones);
  }

  /**
   * Versions and instances of one event may be in different VCALENDARs of a concatenated file.
   * @throws CalendarFault too_many_occurrences
   */
  private takeEvents(): void {
    const { window } = this.options;
    const latest = latestVersions(this.events);
    const replaced = replacedTimes(latest);
    for (const event of this.events) {
      const free = latest.has(event) ? event.freeBecause(this.addresses) : 'superseded';
      if (free) this.notes.add(free, event.note);
      else {
        const replacements = event.replaces ? [] : (replaced.get(event.uid) ?? []);
        const times = this.noting(event.note, () => event.occurrences(window, replacements));
        for (const time of times ?? []) this.take(event.uid, time);
        if (times) for (const doubt of event.doubts) this.notes.add(doubt, event.note);
      }
    }
  }

  /** @throws CalendarFault too_many_occurrences */
  result(): BusyTimes {
    this.takeEvents();
    const skippedCount = this.notes.skipped;
    return {
      eventCount: Math.max(0, this.found - skippedCount),
      skippedCount,
      notes: this.notes.list(),
      busy: merge(this.busy),
      bookings: this.bookings,
    };
  }

  /** Catches the fault of one event, and notes it. */
  private noting<Result>(event: NotedEvent, work: () => Result): Result | null {
    try {
      return work();
    } catch (error) {
      if (error instanceof CalendarFault) throw error;
      this.notes.add(error instanceof EventFault ? error.code : 'unreadable_event', event);
      return null;
    }
  }

  /** VFREEBUSY: some calendars are published without events. */
  private addPeriods(calendar: Component, zones: CalendarZones): void {
    for (const component of componentsOf(calendar, 'VFREEBUSY'))
      for (const property of propertiesOf(component, 'FREEBUSY')) {
        if (parameterOf(property, 'FBTYPE')?.toUpperCase() === 'FREE') continue;
        for (const { start, end } of periodsOf(property, zones))
          this.take('', { start: start.toInstant(start.local), end });
      }
  }

  /** @throws CalendarFault too_many_occurrences */
  private take(uid: string, { start, end }: Interval): void {
    const { window } = this.options;
    const within = { start: Math.max(start, window.start), end: Math.min(end, window.end) };
    if (within.end <= within.start) return;
    if (this.busy.length + this.bookings.length >= MOST_OCCURRENCES) throw new CalendarFault('too_many_occurrences');
    const bookingId = BOOKING_UID.exec(uid)?.[1];
    if (bookingId === undefined) this.busy.push(within);
    else this.bookings.push({ bookingId, ...within });
  }
}
