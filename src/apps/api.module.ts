import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { HealthHttpModule } from '../infra/health/health.module.js';
import { AccessModule } from '../infra/access/access.http.module.js';
import { HttpModule } from '../infra/http/http.module.js';
import { ActorDirectory } from '../modules/people/auth/sessions/actor-directory.js';
import { AuthModule } from '../modules/people/auth/auth.module.js';
import { CoreModule } from './core.module.js';
import { loadModules } from './load-modules.js';

/** Service name in logs, and `application_name` of database connections. */
export const API = 'lyceum-api';

/** Composition root of the HTTP process: controllers, no consumers. */
@Module({})
export class ApiModule {
  static async forRoot(env: Env): Promise<DynamicModule> {
    return {
      module: ApiModule,
      imports: [
        CoreModule.forRoot(env, API),
        AccessModule.forRoot([AuthModule], ActorDirectory),
        HttpModule,
        HealthHttpModule,
        ...(await loadModules('module', 'http')),
      ],
    };
  }
}
