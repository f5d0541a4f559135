import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { GUEST_NAMES_KEPT_MS } from './guest.rules.js';
import { GuestsRepository } from './guests.repository.js';

/** Retention: takes the names of guests away some time after their links ended. */
@Injectable()
export class GuestNamesCleanUp extends ScheduledTask {
  readonly name = 'sessions.guest-names-clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly guests: GuestsRepository,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  run(due: Date): Promise<void> {
    return this.guests.eraseNamesBefore(new Date(due.getTime() - GUEST_NAMES_KEPT_MS));
  }
}
