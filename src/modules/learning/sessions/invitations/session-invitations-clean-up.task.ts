import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { DAY } from '../../../../kernel/clock.js';
import { SessionInvitationsRepository } from './session-invitations.repository.js';

const KEPT_MS = 30 * DAY;

/** Retention: deletes links into rooms 30 days after their end. */
@Injectable()
export class SessionInvitationsCleanUp extends ScheduledTask {
  readonly name = 'sessions.invitations-clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly invitations: SessionInvitationsRepository,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  run(due: Date): Promise<void> {
    return this.invitations.deleteExpiredBefore(new Date(due.getTime() - KEPT_MS));
  }
}
