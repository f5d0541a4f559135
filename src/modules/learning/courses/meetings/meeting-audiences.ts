import { Injectable } from '@nestjs/common';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { BookingAudiences } from '../../../scheduling/bookings/booking-feeds.api.js';
import { MeetingsRepository } from './meetings.repository.js';

/** As many as a feed has at most, which may go on for years. */
const MOST_IN_A_FEED = 5000;

/** The meetings that people learn or teach in, for their calendar feeds. */
@Injectable()
export class MeetingAudiences extends BookingAudiences {
  constructor(
    private readonly repository: MeetingsRepository,
    private readonly organizations: OrganizationsApi,
  ) {
    super();
  }

  async bookingsFor(userId: string, from: Date, to: Date): Promise<string[]> {
    const organizationIds = await this.organizations.idsOf(userId);
    if (organizationIds.length === 0) return [];
    const meetings = await this.repository.ofPerson(userId, organizationIds, from, to, MOST_IN_A_FEED);
    return meetings.map(({ bookingId }) => bookingId);
  }
}
