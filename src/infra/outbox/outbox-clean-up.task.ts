import { Injectable } from '@nestjs/common';
import { DAY } from '../../kernel/clock.js';
import { CronConfig } from '../config/config.js';
import { ExpiredRows } from '../database/expired-rows.js';
import { ScheduledTask } from '../queue/scheduled-task.js';
import { Logger } from '../telemetry/logger.js';

/** Retention of settled messages, for administrators; messages with unfinished consumers are kept. */
const RETENTION_MS = 7 * DAY;

/** Deletes expired settled messages, and their inbox entries with them. */
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
