import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { QueueWorkerModule } from '../infra/queue/queue-worker.module.js';
import { CoreModule } from './core.module.js';
import { loadModules } from './load-modules.js';

/** Service name in logs, and `application_name` of database connections. */
export const WORKER = 'lyceum-worker';

/** Composition root of the background process: consumers and scheduled tasks, no controllers. */
@Module({})
export class WorkerModule {
  static async forRoot(env: Env): Promise<DynamicModule> {
    return {
      module: WorkerModule,
      imports: [
        CoreModule.forRoot(env, WORKER),
        QueueWorkerModule.forRoot(),
        ...(await loadModules('module', 'worker')),
      ],
    };
  }
}
