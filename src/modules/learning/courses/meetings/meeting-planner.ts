import { Injectable } from '@nestjs/common';
import { Faults } from '../../../../kernel/faults.js';
import { BookingPlanner, type PlannedPeriod } from '../../../scheduling/bookings/planned-bookings.api.js';
import { dayAt } from './meeting.rules.js';
import { MeetingsRepository } from './meetings.repository.js';

/** Meetings, as bookings know them: what they are stays the institution’s, and hosts move them within the offering. */
@Injectable()
export class MeetingPlanner extends BookingPlanner {
  constructor(private readonly repository: MeetingsRepository) {
    super();
  }

  heldBy(userId: string): Promise<string[]> {
    return this.repository.bookingsHeldBy(userId);
  }

  async assertPeriod(bookingId: string, { start, timeZone }: PlannedPeriod): Promise<void> {
    const days = await this.repository.daysOfBooking(bookingId);
    if (!days) return;
    const faults = new Faults();
    const isOther = timeZone !== days.timeZone;
    faults.addIf(isOther, '/timeZone', 'is that of the institution and cannot be changed', 'zone_of_institution');
    const day = dayAt(start.getTime(), days.timeZone);
    const isOutside = day < days.startDate || days.endDate < day;
    faults.addIf(isOutside, '/start', 'is on no day of the offering', 'outside_offering');
    faults.throwIfAny();
  }
}
