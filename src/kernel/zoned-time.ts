import { DAY, SECOND } from './clock.js';

/*
 * Local time of IANA zones as plain numbers, for loops that convert thousands of moments. A local time is written as the
 * milliseconds that it would have in UTC: 1970-01-01T09:00 is 9 hours in every zone.
 */

interface Span {
  /** Offsets from each of these instants on: the span's start, and each transition in it. */
  readonly from: readonly number[];
  readonly offsets: readonly number[];
}

/** Offsets are looked up in spans of this length, of which each is searched for transitions once. */
const SPAN = 512 * DAY;
/** How far apart the search probes. The shortest time since 1970 in which a zone went and came back is a week. */
const PROBE = 4 * DAY;
/** Bounds of the caches; there are about 600 names of zones, in any spelling of upper and lower case. */
const MOST_ZONES = 1000;
const MOST_SPANS = 100;

class Zone {
  private readonly spans = new Map<number, Span>();
  private readonly format: Intl.DateTimeFormat;

  /** @throws RangeError for what is no zone */
  constructor(name: string) {
    this.format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  offsetAt(instant: number): number {
    const index = Math.floor(instant / SPAN);
    let span = this.spans.get(index);
    if (!span) {
      if (this.spans.size >= MOST_SPANS) this.spans.clear();
      this.spans.set(index, (span = this.search(index * SPAN)));
    }
    const { from, offsets } = span;
    let last = from.length - 1;
    while (last > 0 && (from[last] ?? 0) > instant) last -= 1;
    return offsets[last] ?? 0;
  }

  private search(start: number): Span {
    const from = [start];
    let offset = this.lookUp(start);
    const offsets = [offset];
    for (let probe = start + PROBE; probe <= start + SPAN; probe += PROBE) {
      let low = probe - PROBE;
      while (this.lookUp(probe) !== offset) {
        let high = probe;
        while (high - low > SECOND) {
          const middle = low + Math.floor((high - low) / (2 * SECOND)) * SECOND;
          if (this.lookUp(middle) === offset) low = middle;
          else high = middle;
        }
        from.push(high);
        offsets.push((offset = this.lookUp(high)));
        low = high;
      }
    }
    return { from, offsets };
  }

  /** `1/31/2027, GMT+01:00`, with seconds for local mean times; `GMT` alone is UTC. */
  private lookUp(instant: number): number {
    const [, sign, hours, minutes, seconds] =
      /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(this.format.format(instant)) ?? [];
    const offset = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * SECOND;
    return sign === '-' ? -offset : offset;
  }
}

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (!zone) {
    if (zones.size >= MOST_ZONES) zones.clear();
    zones.set(name, (zone = new Zone(name)));
  }
  return zone;
}

/** UTC offset of the zone at the instant, in milliseconds, positive east. @throws RangeError for what is no zone */
export function offsetAt(timeZone: string, instant: number): number {
  return zoneOf(timeZone).offsetAt(instant);
}

/** Local time of the zone at the instant. @throws RangeError for what is no zone */
export function toLocal(timeZone: string, instant: number): number {
  return instant + offsetAt(timeZone, instant);
}

/**
 * Instant of a local time. A time in a gap is read with the offset before the gap, so it is as much later as the clocks
 * skip; of an ambiguous time it is the first (RFC 5545, section 3.3.5).
 * @throws RangeError for what is no zone
 */
export function toInstant(timeZone: string, local: number): number {
  const zone = zoneOf(timeZone);
  const before = zone.offsetAt(local - DAY);
  const after = zone.offsetAt(local + DAY);
  if (before === after || zone.offsetAt(local - before) === before) return local - before;
  return zone.offsetAt(local - after) === after ? local - after : local - before;
}

/** Days since 1970-01-01 of a local time. */
export function dayOf(local: number): number {
  return Math.floor(local / DAY);
}

/** Days since 1970-01-01 of a date such as `2027-01-31`. */
export function dayOfDate(date: string): number {
  return dayOf(Date.parse(`${date}T00:00:00Z`));
}

export function dateOfDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Monday is 1, Sunday 7 (ISO 8601). */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Whether the day exists in the zone; some zones skipped one when they crossed the date line. */
export function dayExists(timeZone: string, day: number): boolean {
  return dayOf(toLocal(timeZone, toInstant(timeZone, day * DAY))) === day;
}
