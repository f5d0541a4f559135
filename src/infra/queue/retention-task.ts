import { Injectable } from '@nestjs/common';
import { CronConfig } from '../config/config.js';
import { ExpiredRows } from '../database/expired-rows.js';
import { Logger } from '../telemetry/logger.js';
import { ScheduledTask } from './scheduled-task.js';

/** Deletes what one table keeps for some time, and logs how much that was. */
@Injectable()
export abstract class RetentionTask extends ScheduledTask {
  readonly pattern: string;
  protected abstract readonly keptMs: number;
  /** Name of the statement, table and condition, as `ExpiredRows` takes them. */
  protected abstract readonly expired: readonly [name: string, table: string, condition: string];

  constructor(
    config: CronConfig,
    private readonly rows: ExpiredRows,
    private readonly logger: Logger,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const deleted = await this.rows.delete(...this.expired, new Date(due.getTime() - this.keptMs));
    this.logger.event(this.name.replace('clean-up', 'cleaned_up'), { deleted });
  }
}
