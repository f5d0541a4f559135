import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';

export interface Backlog {
  /** Messages that are due and not yet handed to the queues. */
  readonly due: number;
  /** How long the oldest of them has been due; 0 when there is none. */
  readonly oldestAgeSeconds: number;
  /** Messages that wait for their time, such as reminders. */
  readonly scheduled: number;
  /** Messages that were handed over and that some consumer has not processed. */
  readonly unsettled: number;
}

/** How far the side effects are behind their causes. Answers without Redis. */
@Injectable()
export class OutboxBacklog {
  constructor(private readonly sql: Sql) {}

  async read(): Promise<Backlog> {
    const [row] = await this.sql.query<Backlog>(
      'outbox_backlog',
      `SELECT count(*) FILTER (WHERE available_at <= now())::int AS due,
              greatest(coalesce(extract(epoch FROM now() - min(available_at)), 0), 0)::float8 AS "oldestAgeSeconds",
              count(*) FILTER (WHERE available_at > now())::int AS scheduled,
              (SELECT count(*) FROM outbox_messages
               WHERE published_at IS NOT NULL AND settled_at IS NULL)::int AS unsettled
       FROM outbox_messages WHERE published_at IS NULL`,
    );
    return row ?? { due: 0, oldestAgeSeconds: 0, scheduled: 0, unsettled: 0 };
  }
}
