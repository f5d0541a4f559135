import { Injectable } from '@nestjs/common';
import { DAY } from '../../kernel/clock.js';
import { RetentionTask } from '../queue/retention-task.js';

/** Deletes expired settled messages, and their inbox entries with them; messages with unfinished consumers are kept. */
@Injectable()
export class OutboxCleanUp extends RetentionTask {
  readonly name = 'outbox.clean-up';
  /** For administrators. */
  protected readonly keptMs = 7 * DAY;
  protected readonly expired = ['outbox_expire', 'outbox_messages', 'settled_at < $1'] as const;
}
