import { Injectable } from '@nestjs/common';
import { Clock, MINUTE } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { overlaps } from '../../../kernel/intervals.js';
import type { Period } from './booking/booking.rules.js';
import { AvailabilityApi } from '../availability/availability.api.js';
import { SLOT_TAKEN } from '../claims/claims.api.js';
import { ALTERNATIVES, around, nearestFreeTimes, toAlternative } from '../slots/slots.api.js';

/** Minimum notice of alternatives, which start on full quarters of an hour unless something else determines them. */
const NOTICE = 15 * MINUTE;

/** Composes `slot_taken`, with the conflict and free alternatives. */
@Injectable()
export class SlotConflicts {
  constructor(
    private readonly availability: AvailabilityApi,
    private readonly clock: Clock,
  ) {}

  /**
   * @param exceptBookingId the booking that moves, whose own time counts as free
   * @returns slot_taken; `conflict` is null when the other booking has released its time meanwhile
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
