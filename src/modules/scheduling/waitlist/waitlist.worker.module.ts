import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/bookings.module.js';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { MailModule } from '../../messages/mail/mail.module.js';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { ArchivedTypesConsumer } from './consumers/archived-types.consumer.js';
import { FreedSlotsConsumer } from './consumers/freed-slots.consumer.js';
import { FurtherSearchesConsumer } from './consumers/further-searches.consumer.js';
import { LapsedOffersConsumer } from './consumers/lapsed-offers.consumer.js';
import { OfferMessagesConsumer } from './consumers/offer-messages.consumer.js';
import { OpenedTimesConsumer } from './consumers/opened-times.consumer.js';
import { RemovalMessagesConsumer } from './consumers/removal-messages.consumer.js';
import { WaitlistCleanUp } from './waitlist-clean-up.task.js';
import { WaitlistOffersService } from './waitlist-offers.service.js';
import { WaitlistMessages } from './waitlist-messages.js';
import { WaitlistModule } from './waitlist.module.js';

@Module({
  imports: [
    WaitlistModule,
    BookingsModule,
    EventTypesModule,
    SlotsModule,
    UsersModule,
    MailModule,
    NotificationsModule,
    OrganizationsModule,
  ],
  providers: [
    WaitlistMessages,
    WaitlistOffersService,
    FreedSlotsConsumer,
    OpenedTimesConsumer,
    FurtherSearchesConsumer,
    ArchivedTypesConsumer,
    LapsedOffersConsumer,
    OfferMessagesConsumer,
    RemovalMessagesConsumer,
    WaitlistCleanUp,
  ],
})
export class WaitlistWorkerModule {}
