import { Injectable } from '@nestjs/common';
import { CodedError, type FieldError } from '../../../../kernel/coded-error.js';
import { invalid } from '../../../../kernel/invalid.js';
import { AvailabilityApi } from '../../availability/availability.api.js';
import { type BookingRow, periodOf } from '../booking/booking-row.js';
import { liesWithin, type Period } from '../booking/booking.rules.js';
import { NOT_RESTORABLE } from '../bookings.errors.js';

const UNKNOWN = 'unknown_bookable';

/** Resources (rooms, devices) that are booked together with a person's time. */
@Injectable()
export class BookingResources {
  constructor(private readonly availability: AvailabilityApi) {}

  /**
   * Checks permission, and locks them, so that they are not closed before the transaction ends.
   * @param ids `bookableIds` of a body
   * @returns distinct ids, in lock order
   * @throws CodedError validation_failed
   */
  async open(userId: string, ids: readonly string[]): Promise<string[]> {
    const { wanted, faults } = await this.look(userId, ids);
    if (faults.length > 0) throw invalid(faults);
    return wanted;
  }

  /**
   * `open` for a booking that is restored.
   * @returns ids of everything to claim
   * @throws CodedError not_restorable
   */
  async openToRestore({ organizerId, bookableIds }: BookingRow): Promise<string[]> {
    const { wanted, faults } = await this.look(organizerId, bookableIds);
    if (faults.some(({ code }) => code === UNKNOWN))
      throw new CodedError(NOT_RESTORABLE, { detail: 'Its organizer may not book a room or a device of it any more.' });
    if (faults.length > 0)
      throw new CodedError(NOT_RESTORABLE, { detail: 'A room or a device of it cannot be booked any more.' });
    await this.availability.lock([organizerId]);
    return [organizerId, ...wanted];
  }

  /**
   * `open` for a booking that moves, before claims are released. Without permission any more (the organizer left the
   * organization, or it was deleted) the booking may only keep or shorten its time.
   * @param claimed ids of everything that the booking has claims on
   * @throws CodedError validation_failed, without JSON Pointers, because the body does not name them
   */
  async openToMove(booking: BookingRow, claimed: readonly string[], period: Period): Promise<void> {
    if (!liesWithin(period, periodOf(booking))) {
      const { faults } = await this.look(booking.organizerId, booking.bookableIds);
      if (faults.length > 0) throw invalid(faults.map(({ field, message, code }) => ({ field, message, code })));
    }
    await this.availability.lock(claimed);
  }

  private async look(
    userId: string,
    ids: readonly string[],
  ): Promise<{ readonly wanted: string[]; readonly faults: FieldError[] }> {
    if (ids.length === 0) return { wanted: [], faults: [] };
    const wanted = ids.map((id) => id.toLowerCase());
    // Before the locks, to hold them shortly; `isActive`, which they guard, is read under them.
    const usable = await this.availability.resourcesUsableBy(userId, wanted);
    await this.availability.lock([...usable]);
    const found = await this.availability.findBookables([...usable]);
    const faults = wanted.flatMap((id, index) => {
      const place = { pointer: `/bookableIds/${index}`, field: `bookableIds[${index}]` };
      if (!usable.has(id)) return [{ ...place, message: 'is no room or device that you may book', code: UNKNOWN }];
      return found.get(id)?.isActive ? [] : [{ ...place, message: 'cannot be booked any more', code: 'is_active' }];
    });
    return { wanted: [...new Set(wanted)].sort(), faults };
  }
}
