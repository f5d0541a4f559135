import { SECOND } from '../../kernel/clock.js';
import { canonicalTimeZone } from '../../kernel/time-zones.js';

/** Offsets are what clocks are ahead of UTC, in seconds. */
export interface ClockChange {
  /** The first second with the offset after it. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

export interface ZoneClocks {
  /** At each of the moments that were asked about. */
  readonly offsets: readonly number[];
  /** Between the moments, in order. */
  readonly changes: readonly ClockChange[];
}

/** The clocks of zones as this process shows them. */
export class RuntimeClocks {
  /** Links show the same as their zone, and every question to Intl takes a while. */
  private readonly known = new Map<string, ZoneClocks>();
  /** Where zones changed: many do so together. By the moment after it. */
  private readonly changes = new Map<number, Set<number>>();

  /** @param moments ascending; no zone changes its offset and back between two of them */
  constructor(private readonly moments: readonly number[]) {}

  /** Some milliseconds of work for a zone that was not asked about before. */
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

/** What is asked about the clocks of a zone, and what ours show then. */
export interface AskedMoment {
  readonly at: number;
  readonly offset: number;
}

/** The seconds before and after each change: what is asked beside the moments themselves. */
export function askedAtChanges({ changes }: ZoneClocks): AskedMoment[] {
  return changes.flatMap(({ at, before, after }) => [
    { at: at - SECOND, offset: before },
    { at, offset: after },
  ]);
}

/** @returns the first moment at which an answer differs from our clocks; undefined when none does */
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
