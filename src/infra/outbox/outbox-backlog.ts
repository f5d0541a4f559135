import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { IS_WAITING } from './waiting-messages.js';

export interface Lag {
  /** Messages that are due and not yet handed to the queues. */
  readonly due: number;
  /** How long the oldest of them has been due; 0 when there is none. */
  readonly oldestAgeSeconds: number;
}

export interface QueueLag extends Lag {
  readonly queue: string;
}

export interface Backlog extends Lag {
  /** Scheduled messages that are not due yet, such as reminders. */
  readonly scheduled: number;
  /** Parents that wait for their children. */
  readonly waiting: number;
  /** Published messages that some consumer has not processed. */
  readonly unsettled: number;
}

/**
 * By queue, of those for which something is due. Reads due messages only, by partial indexes: scheduled ones may be a hundred
 * times as many.
 */
export const LAG = `
  SELECT split_part(lane, '/', 1) AS queue, count(*)::int AS due,
    greatest(extract(epoch FROM now() - min(available_at)), 0)::float8 AS "oldestAgeSeconds"
  FROM (
    SELECT lane, available_at FROM outbox_messages
    WHERE published_at IS NULL AND is_in_line
    UNION ALL
    SELECT lane, available_at FROM outbox_messages
    WHERE published_at IS NULL AND NOT is_in_line AND available_at <= now()
  ) AS due GROUP BY 1`;

/** Lag of the outbox. Works without Redis. */
@Injectable()
export class OutboxBacklog {
  private reading: Promise<QueueLag[]> | undefined;

  constructor(private readonly sql: Sql) {}

  /** Cheap, because each scrape of the metrics calls it; concurrent calls share a result. */
  lags(): Promise<QueueLag[]> {
    this.reading ??= this.sql.query<QueueLag>('outbox_lag', LAG).finally(() => (this.reading = undefined));
    return this.reading;
  }

  /** Of all queues together. */
  async lag(): Promise<Lag> {
    const lags = await this.lags();
    return {
      due: lags.reduce((sum, { due }) => sum + due, 0),
      oldestAgeSeconds: Math.max(0, ...lags.map(({ oldestAgeSeconds }) => oldestAgeSeconds)),
    };
  }

  async read(): Promise<Backlog> {
    const lag = await this.lag();
    const [row] = await this.sql.query<Omit<Backlog, keyof Lag>>(
      'outbox_backlog',
      `SELECT
         (SELECT count(*) FROM outbox_messages
            WHERE published_at IS NULL AND NOT is_in_line AND available_at > now() AND available_at < 'infinity')::int AS scheduled,
         (SELECT count(*) FROM outbox_messages p WHERE ${IS_WAITING})::int AS waiting,
         (SELECT count(*) FROM outbox_messages WHERE published_at IS NOT NULL AND settled_at IS NULL)::int AS unsettled`,
    );
    return { ...lag, scheduled: row?.scheduled ?? 0, waiting: row?.waiting ?? 0, unsettled: row?.unsettled ?? 0 };
  }
}
