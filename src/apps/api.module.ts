import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { HealthHttpModule } from '../infra/health/health.module.js';
import { AccessModule } from '../infra/access/access.http.module.js';
import { HttpModule } from '../infra/http/http.module.js';
import { ActorDirectory } from '../modules/people/auth/actor-directory.js';
import { AuthHttpModule } from '../modules/people/auth/auth.http.module.js';
import { AuthModule } from '../modules/people/auth/auth.module.js';
import { SlotsHttpModule } from '../modules/scheduling/slots/slots.http.module.js';
import { AvailabilityHttpModule } from '../modules/scheduling/availability/availability.http.module.js';
import { BookingsHttpModule } from '../modules/scheduling/bookings/bookings.http.module.js';
import { BookingPageHttpModule } from '../modules/scheduling/booking-page/booking-page.http.module.js';
import { EventTypesHttpModule } from '../modules/scheduling/event-types/event-types.http.module.js';
import { CalendarsHttpModule } from '../modules/scheduling/calendars/calendars.http.module.js';
import { AnalyticsHttpModule } from '../modules/insight/analytics/analytics.http.module.js';
import { MailHttpModule } from '../modules/messages/mail/mail.http.module.js';
import { NotificationsHttpModule } from '../modules/messages/notifications/notifications.http.module.js';
import { OperationsHttpModule } from '../modules/insight/operations/operations.http.module.js';
import { OrganizationsHttpModule } from '../modules/people/organizations/organizations.http.module.js';
import { UsersHttpModule } from '../modules/people/users/users.http.module.js';
import { WebhooksHttpModule } from '../modules/messages/webhooks/webhooks.http.module.js';
import { WaitlistHttpModule } from '../modules/scheduling/waitlist/waitlist.http.module.js';
import { SeriesHttpModule } from '../modules/scheduling/series/series.http.module.js';
import { CoreModule } from './core.module.js';

/** The HTTP process: controllers, no consumers. */
@Module({})
export class ApiModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        CoreModule.forRoot(env, 'lyceum-api'),
        AccessModule.forRoot([AuthModule], ActorDirectory),
        HttpModule,
        HealthHttpModule,
        AuthHttpModule,
        UsersHttpModule,
        MailHttpModule,
        NotificationsHttpModule,
        AnalyticsHttpModule,
        OperationsHttpModule,
        OrganizationsHttpModule,
        EventTypesHttpModule,
        SlotsHttpModule,
        AvailabilityHttpModule,
        BookingsHttpModule,
        WaitlistHttpModule,
        SeriesHttpModule,
        CalendarsHttpModule,
        BookingPageHttpModule,
        WebhooksHttpModule,
      ],
    };
  }
}
