import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { HealthHttpModule } from '../infra/health/health.module.js';
import { AccessModule } from '../infra/access/access.http.module.js';
import { HttpModule } from '../infra/http/http.module.js';
import { ActorDirectory } from '../modules/people/auth/sessions/actor-directory.js';
import { AuthModule } from '../modules/people/auth/auth.module.js';
import { CoreModule } from './core.module.js';
import { loadModules } from './load-modules.js';

/** What the process is called in its log lines and to the database. */
export const API = 'lyceum-api';

/** The HTTP process: controllers, no consumers. */
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
