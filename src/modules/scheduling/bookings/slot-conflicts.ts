import { Injectable } from '@nestjs/common';
import { Clock, MINUTE } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { overlaps } from '../../../kernel/intervals.js';
import type { Period } from './booking/booking.rules.js';
import { AvailabilityApi } from '../availability/availability.api.js';
import { SLOT_TAKEN } from '../claims/claims.api.js';
import { ALTERNATIVES, around, nearestFreeTimes, toAlternative } from '../slots/slots.api.js';

/** Alternatives begin at least this much from now, at a full quarter of an hour when nothing else decides. */
const NOTICE = 15 * MINUTE;

/** Explains why a time is taken, and what is free instead. */
@Injectable()
export class SlotConflicts {
  constructor(
    private readonly availability: AvailabilityApi,
    private readonly clock: Clock,
  ) {}

  /**
   * @param exceptBookingId the booking that moves: its own time counts as free
   * @returns slot_taken; `conflict` is null when the other booking has gone in the meantime
   */
  async explain(bookableIds: readonly string[], wanted: Period, exceptBookingId: string | null): Promise<CodedError> {
    const earliest = Math.ceil(this.clock.now().getTime() / NOTICE) * NOTICE;
    const interval = { start: wanted.start.getTime(), end: wanted.end.getTime() };
    const window = around(interval, -Infinity);
    const { taken: busy, until } = await this.availability.takenTimes(bookableIds, window, exceptBookingId);
    const conflicts = busy.filter((taken) => overlaps(taken, interval));
    const [conflict] = conflicts;
    const alternatives = nearestFreeTimes({
      busy,
      wanted: interval,
      within: { start: around(interval, earliest).start, end: until },
      count: ALTERNATIVES,
    });
    return new CodedError(SLOT_TAKEN, {
      extensions: {
        conflict: conflict ? toAlternative(conflict) : null,
        reasons: [...new Set(conflicts.map(({ isPerson }) => (isPerson ? 'slot_taken' : 'resource_taken')))],
        alternatives: alternatives.map(toAlternative),
      },
    });
  }
}
