import { type DynamicModule, Module } from '@nestjs/common';
import { AuditLogModule } from '../infra/audit/audit-log.module.js';
import { CacheModule } from '../infra/cache/cache.module.js';
import { CircuitsModule } from '../infra/circuits/circuits.module.js';
import { ConfigModule } from '../infra/config/config.module.js';
import type { Env } from '../infra/config/env.js';
import { DatabaseModule } from '../infra/database/database.module.js';
import { EgressModule } from '../infra/egress/egress.module.js';
import { HealthModule } from '../infra/health/health.module.js';
import { ClockModule } from '../infra/clock.module.js';
import { OutboxModule } from '../infra/outbox/outbox.module.js';
import { QueueModule } from '../infra/queue/queue.module.js';
import { QuotasModule } from '../infra/quotas/quotas.module.js';
import { RealtimeModule } from '../infra/realtime/realtime.module.js';
import { SealingModule } from '../infra/sealing/sealing.module.js';
import { ProcessMetrics } from '../infra/telemetry/process-metrics.js';
import { TelemetryModule } from '../infra/telemetry/telemetry.module.js';
import { entities } from './entities.js';
import { configSlices, settingsInForce } from './environment.js';

/** Infrastructure of both processes. */
@Module({})
export class CoreModule {
  static forRoot(env: Env, applicationName: string): DynamicModule {
    return {
      module: CoreModule,
      imports: [
        ConfigModule.forRoot(env, configSlices, settingsInForce(env)),
        ClockModule,
        SealingModule,
        TelemetryModule.forRoot(applicationName),
        DatabaseModule.forRoot({ entities, applicationName }),
        RealtimeModule,
        CacheModule,
        QuotasModule,
        AuditLogModule,
        OutboxModule,
        CircuitsModule,
        EgressModule,
        QueueModule.forRoot(),
        HealthModule,
      ],
      providers: [ProcessMetrics],
    };
  }
}
