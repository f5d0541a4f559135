import { Injectable } from '@nestjs/common';
import { findOccurrence } from '../../../infra/calendar/recurrence.js';
import { type InstanceOrigin, SeriesOfInstances } from '../bookings/booking-instances.api.js';
import { SeriesRepository } from './series.repository.js';
import { recurrenceOf } from './series.rules.js';

/** Provides bookings with data of their series. */
@Injectable()
export class InstanceDates extends SeriesOfInstances {
  constructor(private readonly repository: SeriesRepository) {
    super();
  }

  override async openInstance(seriesId: string, recurrenceId: string): Promise<InstanceOrigin | null> {
    await this.repository.lock(seriesId);
    const series = await this.repository.find(seriesId);
    if (series?.status !== 'active' || !findOccurrence(recurrenceOf(series), recurrenceId)) return null;
    return { sequence: series.sequence, people: series.people };
  }
}
