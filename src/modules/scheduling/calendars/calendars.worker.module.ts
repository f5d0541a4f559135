import { Module } from '@nestjs/common';
import { AvailabilityModule } from '../availability/availability.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { CalendarFetch } from './calendar-fetch.js';
import { CalendarsModule } from './calendars.module.js';
import { ExternalCalendarPoller } from './external-calendar-poller.js';
import { ExternalCalendarSync } from './external-calendar-sync.js';
import { CalendarReader } from './reading/calendar-reader.js';

@Module({
  imports: [CalendarsModule, AvailabilityModule, BookingsModule, NotificationsModule, UsersModule],
  providers: [CalendarFetch, CalendarReader, ExternalCalendarSync, ExternalCalendarPoller],
})
export class CalendarsWorkerModule {}
