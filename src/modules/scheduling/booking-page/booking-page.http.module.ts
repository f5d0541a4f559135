import { Module } from '@nestjs/common';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { BookPage } from './book-page.js';
import { BookPageController } from './book-page.controller.js';
import { ManagePageController } from './manage-page.controller.js';

/** Pages for people without an account. Their scripts use the public API only. */
@Module({
  imports: [EventTypesModule],
  providers: [BookPage],
  controllers: [BookPageController, ManagePageController],
})
export class BookingPageHttpModule {}
