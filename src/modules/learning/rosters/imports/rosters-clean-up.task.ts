import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { DAY } from '../../../../kernel/clock.js';
import { RosterImportsRepository } from './roster-imports.repository.js';

/** After its last step. */
const KEPT_MS = 30 * DAY;

/** Retention: deletes imports with their files and rows; what they brought stays. */
@Injectable()
export class RostersCleanUp extends ScheduledTask {
  readonly name = 'rosters.clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly imports: RosterImportsRepository,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  run(due: Date): Promise<void> {
    return this.imports.deleteUntouchedSince(new Date(due.getTime() - KEPT_MS));
  }
}
