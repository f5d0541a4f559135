import { Injectable } from '@nestjs/common';
import { DAY } from '../../../kernel/clock.js';
import { CronConfig } from '../../../infra/config/config.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { EmailDeliveries } from './email-deliveries.repository.js';

const KEPT_MS = 90 * DAY;
const HELD_MS = 7 * DAY;
const BATCH = 5_000;

/** Retention of personal data: deletes finished deliveries after 90 days, and held ones after a week. */
@Injectable()
export class MailCleanUp extends ScheduledTask {
  readonly name = 'mail.clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly deliveries: EmailDeliveries,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const limit = new Date(due.getTime() - KEPT_MS);
    while ((await this.deliveries.deleteFinishedBefore(limit, BATCH)) === BATCH);
    await this.deliveries.deleteHeldBefore(new Date(due.getTime() - HELD_MS));
  }
}
