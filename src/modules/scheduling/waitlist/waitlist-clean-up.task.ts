import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../infra/config/config.js';
import { ExpiredRows } from '../../../infra/database/expired-rows.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { DAY } from '../../../kernel/clock.js';

/** Retention after the end of an entry's range. */
const KEPT_DAYS = 30;

/** Deletes expired entries, with the names and addresses of guests. */
@Injectable()
export class WaitlistCleanUp extends ScheduledTask {
  readonly name = 'waitlist.clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly rows: ExpiredRows,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const before = new Date(due.getTime() - KEPT_DAYS * DAY);
    await this.rows.delete('waitlist_delete_old', 'waitlist_entries', 'range_end < $1', before);
  }
}
