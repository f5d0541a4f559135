import ICAL from 'ical.js';
import { isTimeZone } from '../../../kernel/time-zones.js';
import { toInstant } from '../../../kernel/zoned-time.js';
import { componentsOf, type JCalComponent, type JCalProperty, parameterOf, textOf } from './jcal.js';

/** From a local time, written as the milliseconds that it would have in UTC, to the instant. */
export type ToInstant = (local: number) => number;

export interface CalendarTime {
  readonly local: number;
  /** A whole day, whose local time is its midnight. */
  readonly isDate: boolean;
  readonly isUtc: boolean;
  readonly toInstant: ToInstant;
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(Z?))?$/;
/** What lies outside is no appointment; the arithmetic of dates is plain within. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

const utc: ToInstant = (local) => local;

/** Knows what a local time in a calendar means. */
export class CalendarZones {
  private readonly definitions: ReadonlyMap<string, JCalComponent>;
  private readonly converters = new Map<string, ToInstant>();
  private readonly floating: ToInstant;
  private readonly ofDays: ToInstant;

  /** @param ownZone of the person: for times without a zone, and for whole days when the calendar names no zone itself */
  constructor(calendar: JCalComponent, ownZone: string) {
    this.definitions = new Map(componentsOf(calendar, 'vtimezone').map((zone) => [textOf(zone, 'tzid') ?? '', zone]));
    this.floating = inZone(ownZone);
    const calendarZone = textOf(calendar, 'x-wr-timezone');
    this.ofDays = isTimeZone(calendarZone) ? inZone(calendarZone) : this.floating;
  }

  /** @returns null for what is no time */
  read(value: unknown, property: JCalProperty): CalendarTime | null {
    const [all, year, month, day, hour, minute, second, z] = (typeof value === 'string' && TIME.exec(value)) || [];
    if (all === undefined) return null;
    const [y, m, d] = [Number(year), Number(month), Number(day)];
    if (y < FIRST_YEAR || y > LAST_YEAR || m < 1 || m > 12 || d < 1 || d > 31) return null;
    const isDate = hour === undefined;
    const local = Date.UTC(y, m - 1, d, Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
    const isUtc = z === 'Z';
    return { local, isDate, isUtc, toInstant: isUtc ? utc : isDate ? this.ofDays : this.converterOf(property) };
  }

  private converterOf(property: JCalProperty): ToInstant {
    const id = parameterOf(property, 'tzid');
    if (id === undefined) return this.floating;
    let converter = this.converters.get(id);
    if (!converter) this.converters.set(id, (converter = this.findZone(id)));
    return converter;
  }

  /** A name that is known wins over the file's definition, which may be old. */
  private findZone(id: string): ToInstant {
    const definition = this.definitions.get(id);
    const name = [id, definition && textOf(definition, 'x-lic-location')].map(ianaName).find((found) => found !== null);
    if (name) return inZone(name);
    return definition ? byDefinition(definition) : this.floating;
  }
}

/** Some programs put a path before the name: `/freeassociation.sourceforge.net/Europe/Berlin`. */
function ianaName(id: string | undefined): string | null {
  const tail = id === undefined ? undefined : /[A-Z]\w+\/[\w+-]+(?:\/[\w+-]+)?$/.exec(id)?.[0];
  return [id, tail].find(isTimeZone) ?? null;
}

function inZone(name: string): ToInstant {
  return (local) => toInstant(name, local);
}

function byDefinition(definition: JCalComponent): ToInstant {
  const zone = new ICAL.Timezone(new ICAL.Component(structuredClone(definition) as never));
  return (local) => local - zone.utcOffset(timeAt(local)) * 1000;
}

/** The parser's own time, without a zone. */
function timeAt(local: number): InstanceType<typeof ICAL.Time> {
  return ICAL.Time.fromDateTimeString(new Date(local).toISOString().slice(0, 19));
}
