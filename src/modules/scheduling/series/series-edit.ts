import { nextOccurrence, type RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { toFloating, toInstant, type WallTime } from '../../../infra/calendar/wall-time.js';
import { Faults } from '../../../kernel/faults.js';
import { assertApart, inThePast, wallTimeOf } from './series-input.js';
import { headOf, shiftSet, shiftWall, tailOf } from './series-shift.js';

export interface WantedEdit {
  readonly scope: 'following' | 'all';
  /** The instance that somebody took hold of. */
  readonly recurrenceId: WallTime;
  /** Where it is to begin; undefined when nothing moves. */
  readonly start: Date | undefined;
  readonly durationMinutes: number;
}

/** What a change of many instances does to the rule. */
export interface SeriesEdit {
  /** The first instance that it reaches; those from it on follow. */
  readonly from: WallTime;
  /** How much later the instances are on the clock, in milliseconds. */
  readonly shift: number;
  /** The rule of what stays as it was, when that becomes a series of its own. */
  readonly head: RecurrenceSet | null;
  /** The rule of what follows. */
  readonly tail: RecurrenceSet;
}

/**
 * Works out where the edit begins and which rule it leads to. Where past instances would have to move along, the rule
 * begins anew at the first one that does move.
 * @throws CodedError validation_failed, in_the_past, unsupported_change, instances_overlap
 */
export function editOf(set: RecurrenceSet, wanted: WantedEdit, now: Date): SeriesEdit {
  const { scope, recurrenceId, start, durationMinutes } = wanted;
  const shift = start ? shiftTo(recurrenceId, start, set.timeZone, now) : 0;
  const from = scope === 'following' ? recurrenceId : nextOccurrence(set, now.getTime())?.id;
  if (from === undefined) throw inThePast(now);
  for (const id of [from, shiftWall(from, shift)]) assertAhead(id, set.timeZone, now);
  const hasEarlier = hasBefore(set, from);
  const begins = hasEarlier && (scope === 'following' || shift !== 0) ? tailOf(set, from) : set;
  const tail = shiftSet(begins, shift);
  assertApart(tail, durationMinutes);
  return { from, shift, head: hasEarlier && scope === 'following' ? headOf(set, from) : null, tail };
}

/** Whether the set has instances before this one. */
export function hasBefore(set: RecurrenceSet, id: WallTime): boolean {
  const first = nextOccurrence(set);
  return first !== null && first.id < id;
}

/** @throws CodedError in_the_past */
export function assertAhead(id: WallTime, timeZone: string, now: Date): void {
  const start = toInstant(id, timeZone);
  if (start < now.getTime()) throw inThePast(new Date(start));
}

function shiftTo(id: WallTime, start: Date, timeZone: string, now: Date): number {
  const faults = new Faults();
  const wall = wallTimeOf(start, timeZone, '/start', now, faults);
  faults.throwIfAny();
  return toFloating(wall) - toFloating(id);
}
