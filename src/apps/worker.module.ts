import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { QueueWorkerModule } from '../infra/queue/queue-worker.module.js';
import { AuthWorkerModule } from '../modules/auth/auth.worker.module.js';
import { AnalyticsWorkerModule } from '../modules/analytics/analytics.worker.module.js';
import { BookingsWorkerModule } from '../modules/bookings/bookings.worker.module.js';
import { EventTypesWorkerModule } from '../modules/event-types/event-types.worker.module.js';
import { CalendarsWorkerModule } from '../modules/calendars/calendars.worker.module.js';
import { MailWorkerModule } from '../modules/mail/mail.worker.module.js';
import { NotificationsWorkerModule } from '../modules/notifications/notifications.worker.module.js';
import { OperationsWorkerModule } from '../modules/operations/operations.worker.module.js';
import { OrganizationsWorkerModule } from '../modules/organizations/organizations.worker.module.js';
import { SlotsWorkerModule } from '../modules/slots/slots.worker.module.js';
import { WebhooksWorkerModule } from '../modules/webhooks/webhooks.worker.module.js';
import { UsersWorkerModule } from '../modules/users/users.worker.module.js';
import { WaitlistWorkerModule } from '../modules/waitlist/waitlist.worker.module.js';
import { SeriesWorkerModule } from '../modules/series/series.worker.module.js';
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
