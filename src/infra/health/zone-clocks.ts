import { SECOND } from '../../kernel/clock.js';
import { canonicalTimeZone } from '../../kernel/time-zones.js';

/** A transition of a zone. Offsets are in seconds, positive east of UTC. */
export interface ClockChange {
  /** The first second with the new offset. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

export interface ZoneClocks {
  /** The offset at each of the moments. */
  readonly offsets: readonly number[];
  /** Between the moments, in order. */
  readonly changes: readonly ClockChange[];
}

/** The clocks of zones as this process shows them. */
export class RuntimeClocks {
  /** Cache by canonical zone: links equal their zone, and each call of Intl takes a while. */
  private readonly known = new Map<string, ZoneClocks>();
  /** Cache of transitions, by the moment after them: many zones change together. */
  private readonly changes = new Map<number, Set<number>>();

  /** @param moments ascending; no zone changes its offset and back between two of them */
  constructor(private readonly moments: readonly number[]) {}

  /** Takes some milliseconds for a zone that is not cached. */
  of(timeZone: string): ZoneClocks {
    const canonical = canonicalTimeZone(timeZone) ?? timeZone;
    let clocks = this.known.get(canonical);
    if (!clocks) this.known.set(canonical, (clocks = this.read(canonical)));
    return clocks;
  }

  private read(timeZone: string): ZoneClocks {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    const offsets = this.moments.map((moment) => offsetAt(format, moment));
    const changes: ClockChange[] = [];
    for (let index = 1; index < offsets.length; index += 1) {
      const [before, after] = [offsets[index - 1] ?? 0, offsets[index] ?? 0];
      if (before === after) continue;
      const at = this.changeWithin(index, (moment) => offsetAt(format, moment) === before);
      changes.push({ at, before, after });
    }
    return { offsets, changes };
  }

  /** The first second after the change between a moment and the one before it. */
  private changeWithin(index: number, isBefore: (moment: number) => boolean): number {
    let [low, high] = [this.moments[index - 1] ?? 0, this.moments[index] ?? 0];
    const known = this.changes.get(high) ?? new Set();
    this.changes.set(high, known);
    for (const at of known) if (isBefore(at - SECOND) && !isBefore(at)) return at;
    while (high - low > SECOND) {
      const middle = low + Math.floor((high - low) / (2 * SECOND)) * SECOND;
      if (isBefore(middle)) low = middle;
      else high = middle;
    }
    known.add(high);
    return high;
  }
}

/** A moment at which the database's offset is compared with ours. */
export interface AskedMoment {
  readonly at: number;
  readonly offset: number;
}

/** The last second before and the first after each change, to be compared beside the moments themselves. */
export function askedAtChanges({ changes }: ZoneClocks): AskedMoment[] {
  return changes.flatMap(({ at, before, after }) => [
    { at: at - SECOND, offset: before },
    { at, offset: after },
  ]);
}

/** @returns the first moment at which the offsets differ; undefined when none do */
export function differsFrom(
  asked: readonly AskedMoment[],
  answers: readonly (number | undefined)[],
): number | undefined {
  const differing = asked.filter(({ offset }, index) => offset !== answers[index]).map(({ at }) => at);
  return differing.length === 0 ? undefined : Math.min(...differing);
}

/** `1/31/2027, GMT+01:00`; `GMT` alone is UTC. */
function offsetAt(format: Intl.DateTimeFormat, moment: number): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(format.format(moment)) ?? [];
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}
