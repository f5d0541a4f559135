import { Injectable } from '@nestjs/common';
import { DAY } from '../../kernel/clock.js';
import { CronConfig } from '../config/config.js';
import { ExpiredRows } from '../database/expired-rows.js';
import { ScheduledTask } from '../queue/scheduled-task.js';
import { Logger } from '../telemetry/logger.js';

/** For so long an administrator can look up what was processed; a message whose consumer is not done is kept. */
const RETENTION_MS = 7 * DAY;

/** Forgets settled messages; what the inbox knows about them goes with them. */
@Injectable()
export class OutboxCleanUp extends ScheduledTask {
  readonly name = 'outbox.clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly expired: ExpiredRows,
    private readonly logger: Logger,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const before = new Date(due.getTime() - RETENTION_MS);
    const deleted = await this.expired.delete('outbox_expire', 'outbox_messages', 'settled_at < $1', before);
    this.logger.event('outbox.cleaned_up', { deleted });
  }
}
