import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { BookingPlanner, type PlannedPeriod } from '../planned-bookings.api.js';

/** Registry of the features that plan bookings (every provider that extends `BookingPlanner`). */
@Injectable()
export class BookingPlanners {
  constructor(private readonly discovery: DiscoveryService) {}

  async heldBy(userId: string): Promise<string[]> {
    const ids: string[] = [];
    for (const planner of this.all()) ids.push(...(await planner.heldBy(userId)));
    return ids;
  }

  async assertPeriod(bookingId: string, period: PlannedPeriod): Promise<void> {
    for (const planner of this.all()) await planner.assertPeriod(bookingId, period);
  }

  private all(): BookingPlanner[] {
    return this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof BookingPlanner);
  }
}
