import { Module } from '@nestjs/common';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { BookingDecisionsController } from './change/booking-decisions.controller.js';
import { BookingSyncController } from './sync/booking-sync.controller.js';
import { BookingsController } from './browse/bookings.controller.js';
import { BookingReportsController } from './reports/booking-reports.controller.js';
import { BookingsModule } from './bookings.module.js';
import { SlotsController } from './offer/slots.controller.js';
import { HostedBookingsController } from './host/hosted-bookings.controller.js';
import { ManagedBookingsController } from './guest/managed-bookings.controller.js';

@Module({
  imports: [CsvModule, BookingsModule],
  controllers: [
    BookingSyncController,
    BookingsController,
    BookingDecisionsController,
    ManagedBookingsController,
    HostedBookingsController,
    BookingReportsController,
    SlotsController,
  ],
})
export class BookingsHttpModule {}
