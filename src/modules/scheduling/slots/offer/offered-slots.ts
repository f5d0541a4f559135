import { setImmediate } from 'node:timers/promises';
import { evaluate, type OfferedSlot } from '../engine/evaluate.js';
import type { SlotCase } from '../engine/slot-case.js';
import { startsOf } from './work-bound.js';

/** Starts evaluated before yielding to the event loop: some ten milliseconds. */
const STARTS_IN_ONE_GO = 30_000;

/**
 * The slots of a case, ascending, found host by host, yielding to the event loop in between. Hosts of a collective type
 * have one grid, so they are one part.
 */
export async function offeredSlots(given: SlotCase): Promise<OfferedSlot[]> {
  const found = new Map<number, OfferedSlot>();
  for (const hostIds of parts(given)) {
    for (const slot of evaluate({ ...given, hostIds }).slots()) {
      const known = found.get(slot.start);
      if (!known || known.seatsLeft < slot.seatsLeft) found.set(slot.start, slot);
    }
    await setImmediate();
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function parts(given: SlotCase): Array<readonly string[] | null> {
  if (given.type.assignment === 'collective') return [given.hostIds];
  const parts: string[][] = [];
  let size = Infinity;
  for (const [hostId, starts] of startsOf(given)) {
    if (size + starts > STARTS_IN_ONE_GO) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(hostId);
    size += starts;
  }
  return parts;
}
