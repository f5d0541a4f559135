import { Injectable } from '@nestjs/common';
import { BookingInstancesApi } from '../bookings/booking-instances.api.js';
import { UserDataHolder, UsersApi } from '../users/users.api.js';
import { SeriesCancellationsService } from './series-cancellations.service.js';
import { SeriesRepository } from './series.repository.js';

const REASON = 'The organizer closed the account.';

/**
 * Forgets a person: their series are cancelled, and everybody else is told once; those that nobody else took part in
 * go; in the series of others an attendee without name and address remains.
 */
@Injectable()
export class SeriesUserData extends UserDataHolder {
  constructor(
    private readonly cancellations: SeriesCancellationsService,
    private readonly repository: SeriesRepository,
    private readonly instances: BookingInstancesApi,
    private readonly users: UsersApi,
  ) {
    super();
  }

  async eraseUser(userId: string): Promise<void> {
    const user = await this.users.findById(userId);
    await this.cancellations.cancelAllOf(userId, REASON);
    await this.instances.deleteUnsharedOf(userId);
    await this.repository.deleteUnsharedOf(userId);
    await this.repository.anonymise(userId, user?.email ?? null);
  }
}
