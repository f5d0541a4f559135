import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { RostersConfig } from '../rosters.config.js';
import { RosterRetention } from './roster-retention.repository.js';

/** Retention: deletes imports with their files and rows; what they brought stays. */
@Injectable()
export class RostersCleanUp extends ScheduledTask {
  readonly name = 'rosters.clean-up';
  readonly pattern: string;

  constructor(
    cron: CronConfig,
    private readonly config: RostersConfig,
    private readonly retention: RosterRetention,
  ) {
    super();
    this.pattern = cron.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const { retentionMs, keptRows } = this.config;
    await this.retention.expire({ before: new Date(due.getTime() - retentionMs), keptRows });
    await this.retention.deleteExpired();
  }
}
