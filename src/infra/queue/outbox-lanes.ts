import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';

export interface PublishableMessage {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  readonly round: number;
}

/** One relay at a time takes from the lanes: two would each fill the room that both of them see. */
const LOCK = 7_318_404;

interface LaneMessage extends PublishableMessage {
  readonly lane: string;
}

/** The messages that wait in lanes. Lanes take turns: the second message of one comes after the first of all. */
@Injectable()
export class OutboxLanes {
  /**
   * Whose turn it was last. What is taken at once is little, so without it a few lanes with old messages would have the
   * first turn each time, and whoever comes later none. Each process goes its own round.
   */
  private last = '';

  constructor(private readonly sql: Sql) {}

  /**
   * Inside a transaction. Reads a few rows per lane, however many wait in it: lanes are found by jumping from one to the
   * next in the index.
   * @returns at most so many due messages, locked; none while another process takes some
   */
  async take(limit: number): Promise<PublishableMessage[]> {
    const [lock] = await this.sql.query<{ taken: boolean }>(
      'lanes_lock',
      'SELECT pg_try_advisory_xact_lock($1) AS taken',
      [LOCK],
    );
    if (!lock?.taken) return [];
    const taken = await this.sql.query<LaneMessage>(
      'lanes_take',
      `WITH RECURSIVE lanes AS (
         (SELECT lane FROM outbox_messages WHERE published_at IS NULL AND lane IS NOT NULL ORDER BY lane LIMIT 1)
         UNION ALL
         SELECT (SELECT m.lane FROM outbox_messages m
                 WHERE m.published_at IS NULL AND m.lane IS NOT NULL AND m.lane > lanes.lane ORDER BY m.lane LIMIT 1)
         FROM lanes WHERE lanes.lane IS NOT NULL
       ), in_turn AS (
         SELECT head.id, head.turn, lanes.lane <= $2 AS is_later FROM lanes CROSS JOIN LATERAL (
           SELECT id, row_number() OVER (ORDER BY priority, available_at, id) AS turn FROM (
             SELECT id, priority, available_at FROM outbox_messages
             WHERE published_at IS NULL AND lane IS NOT NULL AND lane = lanes.lane AND available_at <= now()
             ORDER BY priority, available_at LIMIT $1) AS due
         ) AS head
       )
       SELECT m.id, m.name, m.priority, m.round, m.lane FROM outbox_messages m JOIN in_turn USING (id)
       WHERE m.published_at IS NULL
       ORDER BY in_turn.turn, m.priority, in_turn.is_later, m.lane LIMIT $1 FOR UPDATE OF m SKIP LOCKED`,
      [limit, this.last],
    );
    this.last = taken.at(-1)?.lane ?? this.last;
    return taken;
  }
}
