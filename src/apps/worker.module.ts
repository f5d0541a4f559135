import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { QueueWorkerModule } from '../infra/queue/queue-worker.module.js';
import { AuthWorkerModule } from '../modules/people/auth/auth.worker.module.js';
import { AnalyticsWorkerModule } from '../modules/insight/analytics/analytics.worker.module.js';
import { BookingsWorkerModule } from '../modules/scheduling/bookings/bookings.worker.module.js';
import { EventTypesWorkerModule } from '../modules/scheduling/event-types/event-types.worker.module.js';
import { CalendarsWorkerModule } from '../modules/scheduling/calendars/calendars.worker.module.js';
import { MailWorkerModule } from '../modules/messages/mail/mail.worker.module.js';
import { NotificationsWorkerModule } from '../modules/messages/notifications/notifications.worker.module.js';
import { OperationsWorkerModule } from '../modules/insight/operations/operations.worker.module.js';
import { OrganizationsWorkerModule } from '../modules/people/organizations/organizations.worker.module.js';
import { SlotsWorkerModule } from '../modules/scheduling/slots/slots.worker.module.js';
import { WebhooksWorkerModule } from '../modules/messages/webhooks/webhooks.worker.module.js';
import { UsersWorkerModule } from '../modules/people/users/users.worker.module.js';
import { WaitlistWorkerModule } from '../modules/scheduling/waitlist/waitlist.worker.module.js';
import { SeriesWorkerModule } from '../modules/scheduling/series/series.worker.module.js';
import { CoreModule } from './core.module.js';

/** The background process: consumers and scheduled tasks, no controllers. */
@Module({})
export class WorkerModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        CoreModule.forRoot(env, 'lyceum-worker'),
        QueueWorkerModule,
        UsersWorkerModule,
        AuthWorkerModule,
        MailWorkerModule,
        AnalyticsWorkerModule,
        NotificationsWorkerModule,
        OperationsWorkerModule,
        OrganizationsWorkerModule,
        EventTypesWorkerModule,
        SlotsWorkerModule,
        BookingsWorkerModule,
        WebhooksWorkerModule,
        CalendarsWorkerModule,
        WaitlistWorkerModule,
        SeriesWorkerModule,
      ],
    };
  }
}
