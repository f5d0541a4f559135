import { Injectable } from '@nestjs/common';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { AnalyticsPartitions } from './analytics-partitions.repository.js';

/** Creates the partitions of the next days. */
@Injectable()
export class AnalyticsPartitionsTask extends ScheduledTask {
  readonly name = 'analytics.partitions';
  readonly pattern = '7 * * * *';

  constructor(private readonly partitions: AnalyticsPartitions) {
    super();
  }

  async run(): Promise<void> {
    await this.partitions.make();
  }
}
