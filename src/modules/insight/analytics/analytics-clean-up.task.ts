import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../infra/config/config.js';
import { ExpiredRows } from '../../../infra/database/expired-rows.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { Logger } from '../../../infra/telemetry/logger.js';
import { AnalyticsConfig } from './analytics.config.js';

/** Forgets events that are older than `ANALYTICS_RETENTION_DAYS`. */
@Injectable()
export class AnalyticsCleanUp extends ScheduledTask {
  readonly name = 'analytics.clean-up';
  readonly pattern: string;

  constructor(
    cron: CronConfig,
    private readonly config: AnalyticsConfig,
    private readonly expired: ExpiredRows,
    private readonly logger: Logger,
  ) {
    super();
    this.pattern = cron.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const before = new Date(due.getTime() - this.config.retentionMs);
    const deleted = await this.expired.delete('analytics_expire', 'analytics_events', 'created_at < $1', before);
    this.logger.event('analytics.cleaned_up', { deleted });
  }
}
