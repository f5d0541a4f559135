import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { IS_WAITING } from './waiting-messages.js';

export interface Lag {
  /** Messages that are due and not yet handed to the queues. */
  readonly due: number;
  /** How long the oldest of them has been due; 0 when there is none. */
  readonly oldestAgeSeconds: number;
}

export interface Backlog extends Lag {
  /** Scheduled messages that are not due yet, such as reminders. */
  readonly scheduled: number;
  /** Parents that wait for their children. */
  readonly waiting: number;
  /** Published messages that some consumer has not processed. */
  readonly unsettled: number;
}

/** Reads due messages only, by partial indexes: scheduled ones may be a hundred times as many. */
export const LAG = `
  SELECT count(*)::int AS due,
    greatest(coalesce(extract(epoch FROM now() - min(available_at)), 0), 0)::float8 AS "oldestAgeSeconds"
  FROM (
    SELECT available_at FROM outbox_messages
    WHERE published_at IS NULL AND is_in_line
    UNION ALL
    SELECT available_at FROM outbox_messages
    WHERE published_at IS NULL AND NOT is_in_line AND available_at <= now()
  ) AS due`;

/** Lag of the outbox. Works without Redis. */
@Injectable()
export class OutboxBacklog {
  private reading: Promise<Lag> | undefined;

  constructor(private readonly sql: Sql) {}

  /** Cheap, because each scrape of the metrics calls it; concurrent calls share a result. */
  lag(): Promise<Lag> {
    this.reading ??= this.readLag().finally(() => (this.reading = undefined));
    return this.reading;
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

  private async readLag(): Promise<Lag> {
    const [row] = await this.sql.query<Lag>('outbox_lag', LAG);
    return row ?? { due: 0, oldestAgeSeconds: 0 };
  }
}
