import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { DAY } from '../../../../kernel/clock.js';
import { ClientsRepository } from './clients.repository.js';

/** Longer than anybody keeps a page with edits that they have not brought. */
const KEPT_MS = 90 * DAY;

/** Retention: deletes client ids 90 days after their connections ended. Who wrote what is in the log of updates. */
@Injectable()
export class SessionClientsCleanUp extends ScheduledTask {
  readonly name = 'sessions.clients-clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly clients: ClientsRepository,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  run(due: Date): Promise<void> {
    return this.clients.deleteGoneBefore(new Date(due.getTime() - KEPT_MS));
  }
}
