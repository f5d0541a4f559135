import ICAL from 'ical.js';
import { type Interval, merge } from '../../../kernel/intervals.js';
import { CalendarEvent, periodsOf } from './calendar-event.js';
import { CalendarFault } from './calendar-fault.js';
import { type CalendarTime, CalendarZones } from './calendar-zones.js';
import { componentsOf, type JCalComponent, parameterOf, propertiesOf } from './jcal.js';

/** Programs write dates without saying that they are some, and more such; what they mean is clear enough. */
ICAL.design.strict = false;

const MOST_EVENTS = 20_000;
const MOST_OCCURRENCES = 50_000;
/** How this and no other feature writes the uid of a booking. */
const BOOKING_UID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@lyceum$/;

export interface ReadingOptions {
  readonly window: Interval;
  /** IANA name, for times without a zone. */
  readonly timeZone: string;
  /** Of the person, in lower case. */
  readonly addresses: readonly string[];
}

/** Time that a booking takes, which the calendar heard of from us. */
export interface BookingTime extends Interval {
  readonly bookingId: string;
}

export interface BusyTimes {
  readonly eventCount: number;
  /** Within the window, merged. */
  readonly busy: readonly Interval[];
  /** What looks like bookings of an installation of ours; the bookings themselves decide about that time. */
  readonly bookings: readonly BookingTime[];
}

/**
 * When a calendar (RFC 5545) says that its person is busy. Free for all times that it can: an event that makes no sense
 * takes no time, but a file that does not is refused.
 * @throws CalendarFault
 */
export function readBusyTimes(text: string, options: ReadingOptions): BusyTimes {
  const found = new Occurrences(options.window);
  const addresses = new Set(options.addresses);
  let eventCount = 0;
  for (const calendar of parse(text)) {
    const zones = new CalendarZones(calendar, options.timeZone);
    const events = componentsOf(calendar, 'vevent').map((component) => new CalendarEvent(component, zones));
    eventCount += events.length;
    if (eventCount > MOST_EVENTS) throw new CalendarFault('too_many_events');
    const replaced = replacedTimes(events);
    for (const event of events) {
      if (!event.takesTime(addresses)) continue;
      const replacements = event.replaces ? [] : (replaced.get(event.uid) ?? []);
      for (const occurrence of event.occurrences(options.window, replacements)) found.add(event.uid, occurrence);
    }
    for (const period of freeBusyPeriods(calendar, zones)) found.add('', period);
  }
  return { eventCount, ...found.result() };
}

class Occurrences {
  private readonly busy: Interval[] = [];
  private readonly bookings: BookingTime[] = [];

  constructor(private readonly window: Interval) {}

  /** @throws CalendarFault too_many_occurrences */
  add(uid: string, { start, end }: Interval): void {
    const within = { start: Math.max(start, this.window.start), end: Math.min(end, this.window.end) };
    if (within.end <= within.start) return;
    if (this.busy.length + this.bookings.length >= MOST_OCCURRENCES) throw new CalendarFault('too_many_occurrences');
    const bookingId = BOOKING_UID.exec(uid)?.[1];
    if (bookingId === undefined) this.busy.push(within);
    else this.bookings.push({ bookingId, ...within });
  }

  result(): Omit<BusyTimes, 'eventCount'> {
    return { busy: merge(this.busy), bookings: this.bookings };
  }
}

/** @throws CalendarFault not_a_calendar, too_many_events */
function parse(text: string): JCalComponent[] {
  // Counted before anything is built of them.
  if ((text.match(/^BEGIN:VEVENT/gim)?.length ?? 0) > MOST_EVENTS) throw new CalendarFault('too_many_events');
  const calendars = parsed(text).filter(([name]) => name === 'vcalendar');
  if (calendars.length === 0) throw new CalendarFault('not_a_calendar');
  return calendars;
}

function parsed(text: string): JCalComponent[] {
  try {
    const root = ICAL.parse(text) as unknown as JCalComponent | JCalComponent[];
    return typeof root[0] === 'string' ? [root as JCalComponent] : (root as JCalComponent[]);
  } catch {
    throw new CalendarFault('not_a_calendar');
  }
}

function replacedTimes(events: readonly CalendarEvent[]): Map<string, CalendarTime[]> {
  const times = new Map<string, CalendarTime[]>();
  for (const { uid, replaces } of events) {
    if (!replaces) continue;
    const known = times.get(uid);
    if (known) known.push(replaces);
    else times.set(uid, [replaces]);
  }
  return times;
}

/** Some calendars are published without their events. */
function* freeBusyPeriods(calendar: JCalComponent, zones: CalendarZones): Generator<Interval> {
  for (const component of componentsOf(calendar, 'vfreebusy'))
    for (const property of propertiesOf(component, 'freebusy'))
      if (parameterOf(property, 'fbtype')?.toUpperCase() !== 'FREE') yield* periodsOf(property, zones);
}
