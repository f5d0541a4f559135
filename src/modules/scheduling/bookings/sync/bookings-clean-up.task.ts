import { Injectable } from '@nestjs/common';
import { CronConfig } from '../../../../infra/config/config.js';
import { ExpiredRows } from '../../../../infra/database/expired-rows.js';
import { ScheduledTask } from '../../../../infra/queue/scheduled-task.js';
import { DAY } from '../../../../kernel/clock.js';
import { SYNC_TOKEN_DAYS } from './sync-token.js';

/** Longer than the lifetime of tokens, allowing for long transactions. */
const KEPT_DAYS = SYNC_TOKEN_DAYS + 1;

/**
 * Retention: deletes tombstones that no sync token can ask for any more, old recipients who hold nothing, and for
 * bookings that are over the attended times, host links and replaced links. A trigger and the next e-mail create those again, should
 * one be moved.
 */
@Injectable()
export class BookingsCleanUp extends ScheduledTask {
  readonly name = 'bookings.clean-up';
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
    await this.rows.delete('booking_departures_delete_old', 'booking_departures', 'created_at < $1', before);
    const done = `holds = 'nothing' AND updated_at < $1`;
    await this.rows.delete('booking_recipients_delete_done', 'booking_recipients', done, before);
    const yesterday = new Date(due.getTime() - DAY);
    await this.rows.delete('attended_times_delete_over', 'attended_times', 'upper(during) < $1', yesterday);
    const ofOver = 'booking_id IN (SELECT id FROM bookings WHERE ends_at < $1)';
    await this.rows.delete('booking_host_links_delete_over', 'booking_host_links', ofOver, yesterday);
    await this.rows.delete('booking_replaced_links_delete_over', 'booking_replaced_links', ofOver, yesterday);
  }
}
