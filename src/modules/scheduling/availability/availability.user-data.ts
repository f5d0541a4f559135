import { Injectable } from '@nestjs/common';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';
import { BookablesRepository } from './bookables/bookables.repository.js';
import { BookableCalendarsRepository } from './free-busy/bookable-calendars.repository.js';
import { OutOfOfficeRepository } from './out-of-office/out-of-office.repository.js';
import { SchedulesRepository } from './schedules/schedules.repository.js';

/**
 * Erasure of a person: schedules, absences, busy times and own resources. The bookable itself stays, for the bookings
 * of others.
 */
@Injectable()
export class AvailabilityUserData extends UserDataHolder {
  readonly holds = {
    bookables: ['userId', 'ownerId', 'name', 'description', 'timeZone'],
    schedules: ['name', 'timeZone', 'weekly'],
    schedule_overrides: ['intervals'],
    schedule_travels: ['timeZone'],
    out_of_office: ['note', 'timeZone', 'standInId'],
  };

  constructor(
    private readonly bookables: BookablesRepository,
    private readonly schedules: SchedulesRepository,
    private readonly outOfOffice: OutOfOfficeRepository,
    private readonly calendars: BookableCalendarsRepository,
  ) {
    super();
  }

  async eraseUser({ id: userId }: Leaver): Promise<void> {
    await this.schedules.deleteOf(userId);
    await this.outOfOffice.forget(userId);
    await this.calendars.deleteBusyTimes(userId);
    await this.bookables.deleteOwnedBy(userId);
  }
}
