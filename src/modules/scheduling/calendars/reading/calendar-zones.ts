import { DAY } from '../../../../kernel/clock.js';
import { dayOf, toInstant, toLocal } from '../../../../kernel/zoned-time.js';
import { type Component, componentsOf, parameterOf, textOf } from './calendar-component.js';
import { readTime, type WrittenTime } from './calendar-values.js';
import type { Property } from './content-lines.js';
import { type ToInstant, zoneDefinedBy } from './zone-definition.js';
import { zoneNamed } from './zone-names.js';

export interface CalendarTime extends WrittenTime {
  readonly toInstant: ToInstant;
  /** Why it may be misread: the zone was not resolved as the file defines it. */
  readonly doubt: ZoneDoubt | null;
}

export type ZoneDoubt = 'unknown_zone' | 'unreadable_zone' | 'zone_by_name';

interface KnownZone {
  readonly toInstant: ToInstant;
  readonly doubt: ZoneDoubt | null;
}

const UTC: KnownZone = { toInstant: (local) => local, doubt: null };
const LAST_SECOND = DAY - 1000;

/** Resolves local times of a calendar. */
export class CalendarZones {
  private readonly definitions: ReadonlyMap<string, Component>;
  private readonly known = new Map<string, KnownZone>();
  private readonly floating: KnownZone;
  private readonly zoneOfDays: string;
  private readonly days: KnownZone;

  /**
   * @param ownZone of the person: for floating times, and for dates when the calendar has no zone itself
   * @param until the last moment that matters
   */
  constructor(
    calendar: Component,
    ownZone: string,
    private readonly until: number,
  ) {
    this.definitions = new Map(componentsOf(calendar, 'VTIMEZONE').map((zone) => [textOf(zone, 'TZID') ?? '', zone]));
    this.zoneOfDays = zoneNamed(textOf(calendar, 'X-WR-TIMEZONE')) ?? ownZone;
    this.floating = inZone(ownZone);
    this.days = inZone(this.zoneOfDays);
  }

  /** @returns null for what is no time */
  read(text: string, property: Property | null): CalendarTime | null {
    const time = readTime(text);
    if (!time) return null;
    return { ...time, ...(time.isUtc ? UTC : time.isDate ? this.days : this.zoneOf(property)) };
  }

  /**
   * The day that a time means in an all-day event. Some programs write the ends and exceptions of these as times: as
   * midnight or the last second of the day in UTC, or as the midnight of their zone.
   */
  dayMeantBy({ local, isUtc }: WrittenTime): number {
    const timeOfDay = local - dayOf(local) * DAY;
    const isOfClock = isUtc && timeOfDay !== 0 && timeOfDay !== LAST_SECOND;
    return dayOf(isOfClock ? toLocal(this.zoneOfDays, local) : local);
  }

  private zoneOf(property: Property | null): KnownZone {
    const id = property ? parameterOf(property, 'TZID') : undefined;
    if (id === undefined) return this.floating;
    let zone = this.known.get(id);
    if (!zone) this.known.set(id, (zone = this.find(id)));
    return zone;
  }

  /** A VTIMEZONE in the file wins over the tz database: the TZID is local to the file (section 3.2.19). */
  private find(id: string): KnownZone {
    const definition = this.definitions.get(id) ?? this.definitions.get(id.trim());
    const defined = definition && zoneDefinedBy(definition, this.until);
    if (defined) return { toInstant: defined, doubt: null };
    const name = zoneNamed(id);
    // Some programs write empty definitions, and mean the name.
    const saysMore = definition !== undefined && definition.components.length > 0;
    if (name !== null) return { ...inZone(name), doubt: saysMore ? 'zone_by_name' : null };
    return { ...this.floating, doubt: definition ? 'unreadable_zone' : 'unknown_zone' };
  }
}

function inZone(name: string): KnownZone {
  return { toInstant: (local) => toInstant(name, local), doubt: null };
}
