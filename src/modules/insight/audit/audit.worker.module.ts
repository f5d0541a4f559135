import { Module } from '@nestjs/common';
import { AuditCleanUp } from './audit-clean-up.task.js';
import { AuditPartitions } from './audit-partitions.repository.js';
import { AuditPartitionsTask } from './audit-partitions.task.js';
import { Sealer } from './seals/sealer.js';
import { Sealing } from './seals/sealing.js';
import { SlowStatementEntries } from './slow-statement-entries.js';
import { SystemEntries } from './system-entries.js';

@Module({
  providers: [
    ...[AuditPartitions, AuditPartitionsTask, AuditCleanUp],
    ...[Sealer, Sealing, SlowStatementEntries, SystemEntries],
  ],
})
export class AuditWorkerModule {}
