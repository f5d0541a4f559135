import { Module } from '@nestjs/common';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { BookingsModule } from '../bookings/bookings.module.js';
import { HostPageController } from './host-page.controller.js';
import { BookPage } from './book-page.js';
import { BookPageController } from './book-page.controller.js';
import { ManagePageController } from './manage-page.controller.js';

/** Pages without sign-in. Their scripts use the public API only; the page for hosts works without a script. */
@Module({
  imports: [BookingsModule, EventTypesModule],
  providers: [BookPage],
  controllers: [BookPageController, ManagePageController, HostPageController],
})
export class BookingPageHttpModule {}
