import { Injectable } from '@nestjs/common';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { AuditPartitions } from './audit-partitions.repository.js';

/** Creates the partitions of the next weeks and months. */
@Injectable()
export class AuditPartitionsTask extends ScheduledTask {
  readonly name = 'audit.partitions';
  readonly pattern = '17 * * * *';

  constructor(private readonly partitions: AuditPartitions) {
    super();
  }

  async run(): Promise<void> {
    await this.partitions.make();
  }
}
