import { Injectable } from '@nestjs/common';
import { UserDataHolder, UsersApi } from '../users/users.api.js';
import { BookingRecipients } from './booking-recipients.repository.js';
import { AttendeesRepository } from './attendees.repository.js';
import { BookingSyncRepository } from './booking-sync.repository.js';
import { BookingChangesService } from './booking-changes.service.js';
import { BookingsRepository } from './bookings.repository.js';

const REASON = 'The organizer closed the account.';

/**
 * Forgets a person: what they organize and is not over is cancelled, and everybody else is told; bookings that nobody
 * else took part in go; in the bookings of others an attendee without name and address remains.
 */
@Injectable()
export class BookingsUserData extends UserDataHolder {
  constructor(
    private readonly changes: BookingChangesService,
    private readonly repository: BookingsRepository,
    private readonly attendees: AttendeesRepository,
    private readonly recipients: BookingRecipients,
    private readonly sync: BookingSyncRepository,
    private readonly users: UsersApi,
  ) {
    super();
  }

  async eraseUser(userId: string): Promise<void> {
    const user = await this.users.findById(userId);
    await this.changes.cancelAllOf(userId, REASON);
    await this.repository.deleteUnsharedOf(userId);
    await this.attendees.anonymise(userId, user?.email ?? null);
    await this.recipients.forget(userId, user?.email ?? null);
    await this.sync.forget(userId);
  }
}
