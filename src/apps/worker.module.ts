import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { QueueWorkerModule } from '../infra/queue/queue-worker.module.js';
import { CoreModule } from './core.module.js';
import { loadModules } from './load-modules.js';

/** What the process is called in its log lines and to the database. */
export const WORKER = 'lyceum-worker';

/** The background process: consumers and scheduled tasks, no controllers. */
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
