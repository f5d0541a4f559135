import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../infra/audit/audit-log.js';
import { AUDIT_RETENTIONS } from '../../../infra/audit/audit-meaning.js';
import { AUDIT_LOG_EXPIRED } from '../../../infra/audit/audited-actions.js';
import { Caches } from '../../../infra/cache/caches.js';
import { CronConfig } from '../../../infra/config/config.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { Logger } from '../../../infra/telemetry/logger.js';
import { AuditConfig } from './audit.config.js';
import { AUDIT_STATISTICS } from './audit-statistics.js';
import { AuditPartitions } from './audit-partitions.repository.js';

/** Drops partitions whose entries are all older than the retention of their class, and says so in the log itself. */
@Injectable()
export class AuditCleanUp extends ScheduledTask {
  readonly name = 'audit.clean-up';
  readonly pattern: string;

  constructor(
    cron: CronConfig,
    private readonly config: AuditConfig,
    private readonly partitions: AuditPartitions,
    private readonly audit: AuditLog,
    private readonly logger: Logger,
    private readonly caches: Caches,
  ) {
    super();
    this.pattern = cron.cleanUp;
  }

  async run(due: Date): Promise<void> {
    for (const retention of AUDIT_RETENTIONS) {
      const before = new Date(due.getTime() - this.config.retentionMs[retention]);
      const metadata = { retention, before: before.toISOString() };
      const dropped = await this.partitions.drop(retention, before, () =>
        this.audit.add(AUDIT_LOG_EXPIRED, { metadata }),
      );
      this.logger.event('audit.cleaned_up', { retention, dropped });
    }
    await this.caches.forget(AUDIT_STATISTICS);
  }
}
