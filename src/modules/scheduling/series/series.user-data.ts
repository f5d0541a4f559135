import { Injectable } from '@nestjs/common';
import { BookingInstancesApi } from '../bookings/booking-instances.api.js';
import { type Leaver, type Traces, UserDataHolder } from '../../people/users/users.api.js';
import { SeriesCancellationsService } from './series-cancellations.service.js';
import { SeriesRepository } from './series.repository.js';

const REASON = 'The organizer closed the account.';

/**
 * Erasure of a person: their series are cancelled, and everybody else is notified once; those without other people are
 * deleted; their texts are blanked in the others; in series of others an anonymous attendee remains.
 */
@Injectable()
export class SeriesUserData extends UserDataHolder {
  readonly holds = {
    booking_series: ['organizerId', 'title', 'description', 'location', 'timeZone', 'metadata', 'cancelReason'],
    booking_series_attendees: ['userId', 'email', 'name'],
  };

  constructor(
    private readonly cancellations: SeriesCancellationsService,
    private readonly repository: SeriesRepository,
    private readonly instances: BookingInstancesApi,
  ) {
    super();
  }

  override countEndings({ id }: Leaver): Promise<number> {
    return this.repository.countActiveOf(id);
  }

  override endSome({ id }: Leaver, limit: number): Promise<number> {
    return this.cancellations.cancelSomeOf(id, REASON, limit);
  }

  override tracesOf({ id, provedEmail }: Leaver): Promise<Traces> {
    return this.repository.tracesOf(id, provedEmail);
  }

  async eraseUser({ id, provedEmail }: Leaver): Promise<void> {
    await this.instances.deleteUnsharedOf(id);
    await this.repository.deleteUnsharedOf(id);
    await this.repository.eraseTexts(id, REASON);
    await this.repository.anonymise(id, provedEmail);
  }
}
