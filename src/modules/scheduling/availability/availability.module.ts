import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { AttendedTimes } from './free-busy/attended-times.js';
import { AvailabilityApi } from './availability.api.js';
import { AvailabilityDirectory } from './availability.directory.js';
import { AvailabilityUserData } from './availability.user-data.js';
import { BookableAccess } from './bookables/bookable-access.js';
import { BookablesRepository } from './bookables/bookables.repository.js';
import { BookablesService } from './bookables/bookables.service.js';
import { BookableCalendars } from './free-busy/bookable-calendars.js';
import { BookableCalendarsRepository } from './free-busy/bookable-calendars.repository.js';
import { Bookable } from './bookables/bookable.entity.js';
import { OutOfOffice } from './out-of-office/out-of-office.entity.js';
import { ScheduleOverride } from './schedules/schedule-override.entity.js';
import { ScheduleTravel } from './schedules/schedule-travel.entity.js';
import { Schedule } from './schedules/schedule.entity.js';
import { FreeBusyService } from './free-busy/free-busy.service.js';
import { OutOfOfficeRepository } from './out-of-office/out-of-office.repository.js';
import { OutOfOfficeService } from './out-of-office/out-of-office.service.js';
import { ScheduleAccess } from './schedules/schedule-access.js';
import { ScheduleDatesService } from './schedules/schedule-dates.service.js';
import { SchedulesRepository } from './schedules/schedules.repository.js';
import { SchedulesService } from './schedules/schedules.service.js';

@Module({
  imports: [
    DatabaseModule.forFeature([Bookable, Schedule, ScheduleOverride, ScheduleTravel, OutOfOffice]),
    ClaimsModule,
    OrganizationsModule,
    UsersModule,
  ],
  providers: [
    BookablesRepository,
    SchedulesRepository,
    OutOfOfficeRepository,
    BookableCalendarsRepository,
    AttendedTimes,
    BookableCalendars,
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
