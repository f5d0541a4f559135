import { nextOccurrence, type RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { toFloating, toInstant, type WallTime } from '../../../infra/calendar/wall-time.js';
import { Faults } from '../../../kernel/faults.js';
import { assertApart, inThePast, wallTimeOf } from './series-input.js';
import { headOf, shiftSet, shiftWall, tailOf } from './series-shift.js';

export interface WantedEdit {
  readonly scope: 'following' | 'all';
  /** The instance that was edited. */
  readonly recurrenceId: WallTime;
  /** Its new start; undefined when it does not move. */
  readonly start: Date | undefined;
  readonly durationMinutes: number;
}

/** Effect on the rule of an edit of many instances. */
export interface SeriesEdit {
  /** The first instance that changes; those after it change, too. */
  readonly from: WallTime;
  /** By how much instances move in local time, in milliseconds. */
  readonly shift: number;
  /** When the series is split: the rule of the instances that do not change. */
  readonly head: RecurrenceSet | null;
  /** The rule of the instances that change. */
  readonly tail: RecurrenceSet;
}

/**
 * Computes the first instance that changes, and the new rule. Where past instances would have to move as well, the rule
 * starts anew at the first one that does.
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
