import { SECOND } from '../../kernel/clock.js';

/** What clocks of a zone are ahead of UTC, in seconds. */
export interface ZoneClocks {
  /** At each of the moments that were asked about. */
  readonly offsets: readonly number[];
  /** The first seconds of the offsets that begin between two of the moments. */
  readonly changes: readonly number[];
  readonly offsetAt: (moment: number) => number;
}

/** The clocks of zones as this process shows them. */
export class RuntimeClocks {
  /** Aliases show the same as their zone, and take a while to look up. */
  private readonly known = new Map<string, ZoneClocks>();

  /** @param moments ascending; no zone changes its offset and back between two of them */
  constructor(private readonly moments: readonly number[]) {}

  /** Some milliseconds of work for a zone that was not asked about before. */
  of(timeZone: string): ZoneClocks {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    const { timeZone: canonical } = format.resolvedOptions();
    let clocks = this.known.get(canonical);
    if (!clocks) this.known.set(canonical, (clocks = this.read((moment) => offsetAt(format, moment))));
    return clocks;
  }

  private read(offsetOf: (moment: number) => number): ZoneClocks {
    const offsets = this.moments.map(offsetOf);
    const changes: number[] = [];
    for (let index = 1; index < offsets.length; index += 1) {
      const before = offsets[index - 1];
      let [low, high] = [this.moments[index - 1] ?? 0, this.moments[index] ?? 0];
      if (offsets[index] === before) continue;
      while (high - low > SECOND) {
        const middle = low + Math.floor((high - low) / (2 * SECOND)) * SECOND;
        if (offsetOf(middle) === before) low = middle;
        else high = middle;
      }
      changes.push(high);
    }
    return { offsets, changes, offsetAt: offsetOf };
  }
}

export interface AskedMoment {
  readonly zone: string;
  readonly at: number;
}

/** What to ask somebody else about the clocks of the zone: each moment, and the seconds before and after each change. */
export function askedAbout(zone: string, { changes }: ZoneClocks, moments: readonly number[]): AskedMoment[] {
  return [...moments, ...changes.flatMap((at) => [at - SECOND, at])].map((at) => ({ zone, at }));
}

/** @returns the first moment at which the answers differ from our clocks, by zone */
export function differences(
  asked: readonly AskedMoment[],
  answers: readonly number[],
  clocks: ReadonlyMap<string, ZoneClocks>,
): Map<string, number> {
  const first = new Map<string, number>();
  asked.forEach(({ zone, at }, index) => {
    if (clocks.get(zone)?.offsetAt(at) !== answers[index]) first.set(zone, Math.min(at, first.get(zone) ?? Infinity));
  });
  return first;
}

/** `1/31/2027, GMT+01:00`; `GMT` alone is UTC. */
function offsetAt(format: Intl.DateTimeFormat, moment: number): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(format.format(moment)) ?? [];
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}
