import { Injectable } from '@nestjs/common';
import { HOUR } from '../../../kernel/clock.js';
import { CronConfig } from '../../../infra/config/config.js';
import { ExpiredRows } from '../../../infra/database/expired-rows.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { Logger } from '../../../infra/telemetry/logger.js';
import { AnalyticsConfig } from './analytics.config.js';
import { AnalyticsPartitions } from './analytics-partitions.repository.js';
import { AnalyticsRollUp } from './counts/analytics-roll-up.repository.js';
import { COUNTED_HOURS } from './counts/counted-times.js';
import { startOfDay } from './partition-day.js';

/** Drops the partitions of days that are older than `ANALYTICS_RETENTION_DAYS`. */
@Injectable()
export class AnalyticsCleanUp extends ScheduledTask {
  readonly name = 'analytics.clean-up';
  readonly pattern: string;

  constructor(
    cron: CronConfig,
    private readonly config: AnalyticsConfig,
    private readonly partitions: AnalyticsPartitions,
    private readonly rollUp: AnalyticsRollUp,
    private readonly expired: ExpiredRows,
    private readonly logger: Logger,
  ) {
    super();
    this.pattern = cron.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const before = startOfDay(new Date(due.getTime() - this.config.retentionMs));
    const dropped = await this.partitions.dropBefore(before);
    // Events in the default partition, of days without a partition of their own.
    const deleted = await this.expired.delete(
      'analytics_expire',
      'analytics_events_default',
      'created_at < $1',
      before,
    );
    for (const hours of COUNTED_HOURS) {
      const begun = new Date(before.getTime() - (hours - 1) * HOUR);
      for (const table of ['analytics_counts', 'analytics_visits'])
        await this.expired.delete(`${table}_expire_${hours}`, table, `hours = ${hours} AND starts_at < $1`, begun);
    }
    await this.rollUp.forgetPeople();
    this.logger.event('analytics.cleaned_up', { dropped, deleted });
  }
}
