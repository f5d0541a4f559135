import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { AttendedTimes } from './attended-times.js';
import { AvailabilityApi } from './availability.api.js';
import { AvailabilityDirectory } from './availability.directory.js';
import { AvailabilityUserData } from './availability.user-data.js';
import { BookableAccess } from './bookable-access.js';
import { BookablesRepository } from './bookables.repository.js';
import { BookablesService } from './bookables.service.js';
import { Calendars } from './calendars.js';
import { CalendarsRepository } from './calendars.repository.js';
import { Bookable } from './entities/bookable.entity.js';
import { OutOfOffice } from './entities/out-of-office.entity.js';
import { ScheduleOverride } from './entities/schedule-override.entity.js';
import { ScheduleTravel } from './entities/schedule-travel.entity.js';
import { Schedule } from './entities/schedule.entity.js';
import { FreeBusyService } from './free-busy.service.js';
import { OutOfOfficeRepository } from './out-of-office.repository.js';
import { OutOfOfficeService } from './out-of-office.service.js';
import { ScheduleAccess } from './schedule-access.js';
import { ScheduleDatesService } from './schedule-dates.service.js';
import { SchedulesRepository } from './schedules.repository.js';
import { SchedulesService } from './schedules.service.js';

@Module({
  imports: [
    DatabaseModule.forFeature([Bookable, Schedule, ScheduleOverride, ScheduleTravel, OutOfOffice]),
    OrganizationsModule,
    UsersModule,
  ],
  providers: [
    BookablesRepository,
    SchedulesRepository,
    OutOfOfficeRepository,
    CalendarsRepository,
    AttendedTimes,
    Calendars,
    BookableAccess,
    BookablesService,
    ScheduleAccess,
    SchedulesService,
    ScheduleDatesService,
    OutOfOfficeService,
    FreeBusyService,
    AvailabilityUserData,
    { provide: AvailabilityApi, useClass: AvailabilityDirectory },
  ],
  exports: [
    AvailabilityApi,
    BookablesService,
    SchedulesService,
    ScheduleDatesService,
    OutOfOfficeService,
    FreeBusyService,
  ],
})
export class AvailabilityModule {}
