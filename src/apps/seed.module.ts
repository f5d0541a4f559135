import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { AuthModule } from '../modules/people/auth/auth.module.js';
import { AvailabilityModule } from '../modules/scheduling/availability/availability.module.js';
import { BookingsModule } from '../modules/scheduling/bookings/bookings.module.js';
import { EventTypesModule } from '../modules/scheduling/event-types/event-types.module.js';
import { OrganizationsModule } from '../modules/people/organizations/organizations.module.js';
import { UsersModule } from '../modules/people/users/users.module.js';
import { CoreModule } from './core.module.js';

/** What seeding needs: the use cases, neither controllers nor consumers. */
@Module({})
export class SeedModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: SeedModule,
      imports: [
        CoreModule.forRoot(env, 'lyceum-seed'),
        AuthModule,
        UsersModule,
        OrganizationsModule,
        AvailabilityModule,
        EventTypesModule,
        BookingsModule,
      ],
    };
  }
}
