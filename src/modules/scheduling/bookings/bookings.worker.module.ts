import { Module } from '@nestjs/common';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { MailModule } from '../../messages/mail/mail.module.js';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { BookingsCleanUp } from './bookings-clean-up.task.js';
import { BookingsModule } from './bookings.module.js';
import { BookingAudiences } from './consumers/booking-audience.js';
import { BookingMailConsumer } from './consumers/booking-mail.consumer.js';
import { BookingNoticesConsumer } from './consumers/booking-notices.consumer.js';
import { BookingRemindersConsumer } from './consumers/booking-reminders.consumer.js';
import { RecountedDaysConsumer } from './consumers/recounted-days.consumer.js';
import { LapsedRequestsConsumer } from './consumers/lapsed-requests.consumer.js';
import { GuestAccountsConsumer } from './consumers/guest-accounts.consumer.js';

@Module({
  imports: [BookingsModule, EventTypesModule, UsersModule, MailModule, NotificationsModule, SlotsModule],
  providers: [
    BookingAudiences,
    BookingMailConsumer,
    BookingNoticesConsumer,
    BookingRemindersConsumer,
    GuestAccountsConsumer,
    LapsedRequestsConsumer,
    RecountedDaysConsumer,
    BookingsCleanUp,
  ],
})
export class BookingsWorkerModule {}
