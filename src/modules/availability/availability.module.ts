import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../infra/database/database.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { UsersModule } from '../users/users.module.js';
import { AvailabilityApi } from './availability.api.js';
import { AvailabilityDirectory } from './availability.directory.js';
import { BookablesRepository } from './bookables.repository.js';
import { Calendars } from './calendars.js';
import { CalendarsRepository } from './calendars.repository.js';
import { Bookable } from './entities/bookable.entity.js';
import { Schedule } from './entities/schedule.entity.js';
import { SchedulesRepository } from './schedules.repository.js';

@Module({
  imports: [DatabaseModule.forFeature([Bookable, Schedule]), OrganizationsModule, UsersModule],
  providers: [
    BookablesRepository,
    SchedulesRepository,
    CalendarsRepository,
    Calendars,
    { provide: AvailabilityApi, useClass: AvailabilityDirectory },
  ],
  exports: [AvailabilityApi],
})
export class AvailabilityModule {}
