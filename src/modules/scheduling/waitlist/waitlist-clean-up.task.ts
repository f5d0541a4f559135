import { Injectable } from '@nestjs/common';
import { RetentionTask } from '../../../infra/queue/retention-task.js';
import { DAY } from '../../../kernel/clock.js';

/** Deletes expired entries, with the names and addresses of guests. */
@Injectable()
export class WaitlistCleanUp extends RetentionTask {
  readonly name = 'waitlist.clean-up';
  /** From the end of an entry's range on. */
  protected readonly keptMs = 30 * DAY;
  protected readonly expired = ['waitlist_delete_old', 'waitlist_entries', 'range_end < $1'] as const;
}
