import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../infra/config/env.js';
import { QueueWorkerModule } from '../infra/queue/queue-worker.module.js';
import { CoreModule } from './core.module.js';
import { loadModules } from './load-modules.js';

/** The background process: consumers and scheduled tasks, no controllers. */
@Module({})
export class WorkerModule {
  static async forRoot(env: Env): Promise<DynamicModule> {
    return {
      module: WorkerModule,
      imports: [
        CoreModule.forRoot(env, 'lyceum-worker'),
        QueueWorkerModule.forRoot(),
        ...(await loadModules('module', 'worker')),
      ],
    };
  }
}
