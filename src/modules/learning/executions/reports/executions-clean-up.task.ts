import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { ExecutionsConfig } from '../executions.config.js';
import { ExecutionsRepository } from '../run/executions.repository.js';

/** Retention: deletes what was run outside of rooms. */
@Injectable()
export class ExecutionsCleanUp extends ScheduledTask {
  readonly name = 'executions.clean-up';
  readonly pattern: string;

  constructor(
    cron: CronConfig,
    private readonly config: ExecutionsConfig,
    private readonly executions: ExecutionsRepository,
  ) {
    super();
    this.pattern = cron.cleanUp;
  }

  run(due: Date): Promise<void> {
    return this.executions.deleteAloneBefore(new Date(due.getTime() - this.config.retentionMs));
  }
}
