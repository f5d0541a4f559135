import { Module } from '@nestjs/common';
import { BookingDecisionsController } from './booking-decisions.controller.js';
import { BookingSyncController } from './booking-sync.controller.js';
import { BookingsController } from './bookings.controller.js';
import { BookingsModule } from './bookings.module.js';
import { ManagedBookingsController } from './managed-bookings.controller.js';

@Module({
  imports: [BookingsModule],
  controllers: [BookingSyncController, BookingsController, BookingDecisionsController, ManagedBookingsController],
})
export class BookingsHttpModule {}
