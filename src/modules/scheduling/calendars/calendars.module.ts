import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { AuthModule } from '../../people/auth/auth.module.js';
import { AvailabilityModule } from '../availability/availability.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CalendarAccess } from './calendar-access.js';
import { CalendarAddresses } from './calendar-addresses.js';
import { CalendarFeedReader } from './calendar-feed-reader.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { CalendarsStandingAccess } from './calendars.standing-access.js';
import { CalendarsUserData } from './calendars.user-data.js';
import { CalendarFeed } from './entities/calendar-feed.entity.js';
import { ExternalCalendar } from './entities/external-calendar.entity.js';
import { ExternalCalendarsRepository } from './external-calendars.repository.js';
import { ExternalCalendarsService } from './external-calendars.service.js';

@Module({
  imports: [
    DatabaseModule.forFeature([CalendarFeed, ExternalCalendar]),
    AvailabilityModule,
    BookingsModule,
    AuthModule,
    OrganizationsModule,
    UsersModule,
  ],
  providers: [
    CalendarFeedsRepository,
    CalendarAccess,
    CalendarFeedsService,
    CalendarFeedReader,
    CalendarAddresses,
    ExternalCalendarsRepository,
    ExternalCalendarsService,
    CalendarsUserData,
    CalendarsStandingAccess,
  ],
  exports: [
    CalendarFeedsService,
    CalendarFeedReader,
    CalendarAddresses,
    ExternalCalendarsRepository,
    ExternalCalendarsService,
  ],
})
export class CalendarsModule {}
