import { Module } from '@nestjs/common';
import { CalendarFeedsController } from './calendar-feeds.controller.js';
import { CalendarsModule } from './calendars.module.js';
import { ExternalCalendarsController } from './external-calendars.controller.js';
import { PublicCalendarFeedsController } from './public-calendar-feeds.controller.js';

@Module({
  imports: [CalendarsModule],
  controllers: [PublicCalendarFeedsController, CalendarFeedsController, ExternalCalendarsController],
})
export class CalendarsHttpModule {}
