import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { JoiningRepository } from './joining.repository.js';
import { DECLINED_KEPT_MS, UNVERIFIED_KEPT_MS } from './joining.rules.js';

/** Retention: what nobody stood up for with an address, and refusals, from after which one can ask again. */
@Injectable()
export class JoiningCleanUp extends ScheduledTask {
  readonly name = 'joining.clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly joining: JoiningRepository,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  run(due: Date): Promise<void> {
    return this.joining.cleanUp(
      new Date(due.getTime() - UNVERIFIED_KEPT_MS),
      new Date(due.getTime() - DECLINED_KEPT_MS),
    );
  }
}
