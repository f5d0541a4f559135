import { Injectable } from '@nestjs/common';
import { invalid } from '../../../../kernel/invalid.js';
import { AvailabilityApi } from '../../../scheduling/availability/availability.api.js';

/** Rooms and devices that an institution has for its meetings. */
@Injectable()
export class MeetingRooms {
  constructor(private readonly availability: AvailabilityApi) {}

  /**
   * @param ids `bookableIds` of a body
   * @returns distinct ids, in the order of locks
   * @throws CodedError validation_failed for what is not the institution’s, or archived
   */
  async check(organizationId: string, ids: readonly string[]): Promise<string[]> {
    const wanted = ids.map((id) => id.toLowerCase());
    if (wanted.length === 0) return [];
    // Under the locks that keep them from being archived until the transaction ends.
    await this.availability.lockPresence(wanted);
    const found = await this.availability.findBookables(wanted);
    const faults = wanted.flatMap((id, index) => {
      const bookable = found.get(id);
      const place = { pointer: `/bookableIds/${index}`, field: `bookableIds[${index}]` };
      if (bookable?.organizationId !== organizationId || bookable.kind === 'person')
        return [{ ...place, message: 'is no room or device of the organization', code: 'unknown_bookable' }];
      return bookable.isActive ? [] : [{ ...place, message: 'cannot be booked any more', code: 'is_active' }];
    });
    if (faults.length > 0) throw invalid(faults);
    return [...new Set(wanted)].sort();
  }
}
