import { Module } from '@nestjs/common';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { MailModule } from '../../messages/mail/mail.module.js';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { BookingRoomsConsumer } from './rooms/booking-rooms.consumer.js';
import { SessionsModule } from '../../learning/sessions/sessions.module.js';
import { BookingsCleanUp } from './sync/bookings-clean-up.task.js';
import { BookingsModule } from './bookings.module.js';
import { BookingAudiences } from './messages/booking-audience.js';
import { BookingMailConsumer } from './messages/booking-mail.consumer.js';
import { BookingNoticesConsumer } from './messages/booking-notices.consumer.js';
import { BookingRemindersConsumer } from './messages/booking-reminders.consumer.js';
import { RecountedDaysConsumer } from './make/recounted-days.consumer.js';
import { LapsedRequestsConsumer } from './change/lapsed-requests.consumer.js';
import { GuestAccountsConsumer } from './guest/guest-accounts.consumer.js';

@Module({
  imports: [
    BookingsModule,
    EventTypesModule,
    UsersModule,
    MailModule,
    NotificationsModule,
    SlotsModule,
    OrganizationsModule,
    SessionsModule,
  ],
  providers: [
    BookingAudiences,
    BookingMailConsumer,
    BookingNoticesConsumer,
    BookingRemindersConsumer,
    GuestAccountsConsumer,
    LapsedRequestsConsumer,
    RecountedDaysConsumer,
    BookingRoomsConsumer,
    BookingsCleanUp,
  ],
})
export class BookingsWorkerModule {}
