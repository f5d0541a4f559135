import { Injectable } from '@nestjs/common';
import { DAY } from '../../../../kernel/clock.js';
import { CronConfig } from '../../../../infra/config/config.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { InvitationsRepository } from './invitations.repository.js';

const KEPT_MS = 30 * DAY;

/** Retention: deletes invitations 30 days after their expiry, which hold addresses of people who never joined. */
@Injectable()
export class InvitationsCleanUp extends ScheduledTask {
  readonly name = 'invitations.clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly invitations: InvitationsRepository,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  run(due: Date): Promise<void> {
    return this.invitations.deleteExpiredBefore(new Date(due.getTime() - KEPT_MS));
  }
}
