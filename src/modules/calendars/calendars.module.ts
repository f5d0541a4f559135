import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../infra/database/database.module.js';
import { AvailabilityModule } from '../availability/availability.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { UsersModule } from '../users/users.module.js';
import { CalendarAccess } from './calendar-access.js';
import { CalendarFeedReader } from './calendar-feed-reader.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { CalendarsUserData } from './calendars.user-data.js';
import { CalendarFeed } from './entities/calendar-feed.entity.js';

@Module({
  imports: [
    DatabaseModule.forFeature([CalendarFeed]),
    AvailabilityModule,
    BookingsModule,
    OrganizationsModule,
    UsersModule,
  ],
  providers: [CalendarFeedsRepository, CalendarAccess, CalendarFeedsService, CalendarFeedReader, CalendarsUserData],
  exports: [CalendarFeedsService, CalendarFeedReader],
})
export class CalendarsModule {}
