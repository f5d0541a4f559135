import { Module } from '@nestjs/common';
import { BookingsModule } from '../bookings/bookings.module.js';
import { MailModule } from '../../messages/mail/mail.module.js';
import { NotificationsModule } from '../../messages/notifications/notifications.module.js';
import { OrganizationsModule } from '../../people/organizations/organizations.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { SeriesAudiences } from './consumers/series-audience.js';
import { SeriesGuestsConsumer } from './consumers/series-guests.consumer.js';
import { SeriesMailConsumer } from './consumers/series-mail.consumer.js';
import { SeriesNoticesConsumer } from './consumers/series-notices.consumer.js';
import { SeriesView } from './consumers/series-view.js';
import { SeriesExtensionTask } from './series-extension.task.js';
import { SeriesModule } from './series.module.js';
import { SeriesZoneDataTask } from './series-zone-data.task.js';

@Module({
  imports: [SeriesModule, BookingsModule, OrganizationsModule, UsersModule, MailModule, NotificationsModule],
  providers: [
    SeriesAudiences,
    SeriesView,
    SeriesMailConsumer,
    SeriesNoticesConsumer,
    SeriesGuestsConsumer,
    SeriesExtensionTask,
    SeriesZoneDataTask,
  ],
})
export class SeriesWorkerModule {}
