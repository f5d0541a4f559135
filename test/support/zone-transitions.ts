import { IANAZone } from 'luxon';
import { DAY, MINUTE } from '../../src/kernel/clock.js';

/** A change of a zone's clocks: offsets are milliseconds ahead of UTC. */
export interface Transition {
  /** The first moment with the new offset, in milliseconds since the epoch. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const FROM = Date.UTC(2000, 0, 1);
const TO = Date.UTC(2038, 0, 1);
/** In 2000 parts of Brazil went and came back within a week; later the shortest such time is three weeks. */
const probeAfter = (moment: number) => moment + (moment < Date.UTC(2001, 0, 1) ? 6 : 20) * DAY;

/** Every transition of every zone from 2000 to 2037, as a library knows them that the code does not use. */
export function* everyTransition(): Generator<{ readonly timeZone: string; readonly transition: Transition }> {
  for (const timeZone of Intl.supportedValuesOf('timeZone'))
    for (const transition of transitionsOf(IANAZone.create(timeZone))) yield { timeZone, transition };
}

function transitionsOf(zone: IANAZone): Transition[] {
  const offsetAt = (moment: number) => zone.offset(moment) * MINUTE;
  const found: Transition[] = [];
  let before = offsetAt(FROM);
  for (let [last, probe] = [FROM, probeAfter(FROM)]; probe < TO; [last, probe] = [probe, probeAfter(probe)]) {
    const after = offsetAt(probe);
    if (after === before) continue;
    let [low, high] = [last, probe];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / (2 * MINUTE)) * MINUTE;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    found.push({ at: high, before, after });
    before = after;
  }
  return found;
}

/** What the clocks show around the transition, as if that were UTC. */
export function shown({ at, before, after }: Transition, moment: number): number {
  return moment + (moment < at ? before : after);
}

/** What a local time around the transition means: the first of two, and in a gap what the offset before it makes of it. */
export function resolve(transition: Transition, local: number): number {
  const candidates = [local - transition.before, local - transition.after];
  const meant = candidates.filter((moment) => shown(transition, moment) === local);
  return meant.length > 0 ? Math.min(...meant) : local - transition.before;
}
