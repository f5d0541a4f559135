import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { HealthHttpModule } from '../infra/health/health.module.js';
import { AccessModule } from '../infra/access/access.module.js';
import { HttpModule } from '../infra/http/http.module.js';
import { ActorDirectory } from '../modules/auth/actor-directory.js';
import { AuthHttpModule } from '../modules/auth/auth.http.module.js';
import { AuthModule } from '../modules/auth/auth.module.js';
import { SlotsHttpModule } from '../modules/slots/slots.http.module.js';
import { AvailabilityHttpModule } from '../modules/availability/availability.http.module.js';
import { BookingsHttpModule } from '../modules/bookings/bookings.http.module.js';
import { BookingPageHttpModule } from '../modules/booking-page/booking-page.http.module.js';
import { EventTypesHttpModule } from '../modules/event-types/event-types.http.module.js';
import { CalendarsHttpModule } from '../modules/calendars/calendars.http.module.js';
import { AnalyticsHttpModule } from '../modules/analytics/analytics.http.module.js';
import { MailHttpModule } from '../modules/mail/mail.http.module.js';
import { NotificationsHttpModule } from '../modules/notifications/notifications.http.module.js';
import { OperationsHttpModule } from '../modules/operations/operations.http.module.js';
import { OrganizationsHttpModule } from '../modules/organizations/organizations.http.module.js';
import { UsersHttpModule } from '../modules/users/users.http.module.js';
import { WebhooksHttpModule } from '../modules/webhooks/webhooks.http.module.js';
import { WaitlistHttpModule } from '../modules/waitlist/waitlist.http.module.js';
import { SeriesHttpModule } from '../modules/series/series.http.module.js';
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
