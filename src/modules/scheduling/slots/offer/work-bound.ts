import { MINUTE } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { countStarts } from '../engine/grid.js';
import type { SlotCase } from '../engine/slot-case.js';
import { RANGE_TOO_LONG } from '../slots.errors.js';

export const LONGEST_RANGE_DAYS = 62;
/** Bound for all hosts together. */
const MOST_STARTS = 225_000;
/** Bound per host, and so of the response. */
const MOST_STARTS_OF_ONE = 20_000;

type Asked = Pick<SlotCase, 'type' | 'durationMinutes' | 'hostIds' | 'calendars' | 'window'>;

/**
 * Bounds hosts × days × starts a day, because the endpoint is public and blocks others. A month of 60 hosts who work
 * nine hours a day fits with a start every five minutes.
 * @throws CodedError range_too_long
 */
export function assertAnswerable(given: Asked): void {
  const counts = [...startsOf(given).values()];
  const sum = counts.reduce((total, count) => total + count, 0);
  const excess = Math.max(sum / MOST_STARTS, Math.max(0, ...counts) / MOST_STARTS_OF_ONE);
  if (excess > 1)
    throw new CodedError(RANGE_TOO_LONG, {
      detail: `There are ${Math.ceil(excess * 10) / 10} times as many starts in it as are looked at in one go: ask for fewer days or hosts.`,
    });
}

/** How many starts the working hours of each wanted host have in the window. */
export function startsOf({ type, durationMinutes, hostIds, calendars, window }: Asked): Map<string, number> {
  const step = (type.slotIntervalMinutes ?? durationMinutes) * MINUTE;
  return new Map(
    type.hosts
      .filter(({ userId }) => type.assignment === 'collective' || hostIds === null || hostIds.includes(userId))
      .map(({ userId }) => [userId, countStarts(calendars.get(userId)?.shifts ?? [], step, window)]),
  );
}
