import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { placesOf } from '../outbox/lanes.js';

export interface PublishableMessage {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  readonly round: number;
}

/** Advisory lock: one relay at a time takes from the lanes, because two would each fill the room that both see. */
const LOCK = 7_318_404;
/** Messages that enter the line per statement. */
const BATCH = 500;
/** Lanes per look; the next one goes on where it stopped. */
export const MOST_LANES = 1_000;

interface LaneMessage extends PublishableMessage {
  readonly lane: string;
}

function fitting<M extends PublishableMessage>(
  messages: readonly M[],
  room: number,
  jobsOf: (message: string) => number,
): M[] {
  let jobs = 0;
  const count = messages.findIndex(({ name }) => {
    const isFull = jobs >= room;
    jobs += jobsOf(name);
    return isFull;
  });
  return count === -1 ? [...messages] : messages.slice(0, count);
}

/** Fair queueing (round-robin) of messages in lanes: the second message of one comes after the first of all. */
@Injectable()
export class OutboxLanes {
  /**
   * The lane that was served last, by queue. Little is taken at once, so without it a few lanes with old messages would
   * be first each time, and starve the others. Each process has its own round.
   */
  private readonly last = new Map<string, string>();

  constructor(private readonly sql: Sql) {}

  /** Puts scheduled messages that are due in line. @returns the queues with messages in line */
  async enter(queues: readonly string[]): Promise<ReadonlySet<string>> {
    const places = queues.map(placesOf);
    const rows = await this.sql.query<{ queue: string }>(
      'lanes_enter',
      `WITH entered AS (
         UPDATE outbox_messages SET is_in_line = true WHERE id IN (
           SELECT id FROM outbox_messages
           WHERE published_at IS NULL AND NOT is_in_line AND available_at <= now()
           ORDER BY available_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
         RETURNING lane
       )
       SELECT q.queue FROM unnest($1::text[], $2::text[], $3::text[]) AS q (queue, after, before)
       WHERE EXISTS (SELECT FROM entered e WHERE e.lane > q.after AND e.lane < q.before) OR EXISTS (
         SELECT FROM outbox_messages m
         WHERE m.published_at IS NULL AND m.is_in_line AND m.lane > q.after AND m.lane < q.before)`,
      [queues, places.map(({ after }) => after), places.map(({ before }) => before)],
    );
    return new Set(rows.map(({ queue }) => queue));
  }

  /**
   * To be called in a transaction. Reads a few rows per lane, however many wait in it: lanes are found by a loose index
   * scan.
   * @param room how many jobs are wanted
   * @param jobsOf how many jobs a message becomes (its consumers), by its name
   * @param lanes how many are looked at, among which the urgent comes first; the next call goes on where this one stopped
   * @returns messages in line, with row locks; none while another process holds the advisory lock
   */
  async take(
    queue: string,
    room: number,
    jobsOf: (message: string) => number,
    lanes = MOST_LANES,
  ): Promise<PublishableMessage[]> {
    const [lock] = await this.sql.query<{ taken: boolean }>(
      'lanes_lock',
      'SELECT pg_try_advisory_xact_lock($1) AS taken',
      [LOCK],
    );
    if (!lock?.taken) return [];
    const { after, before } = placesOf(queue);
    const found = await this.sql.query<LaneMessage>(
      'lanes_take',
      `WITH RECURSIVE lanes AS (
         SELECT $2::varchar COLLATE "C" AS lane, false AS is_later, 0 AS place
         UNION ALL
         SELECT next.lane, next.is_later, lanes.place + 1 FROM lanes CROSS JOIN LATERAL (
           (SELECT m.lane, lanes.is_later FROM outbox_messages m
            WHERE m.published_at IS NULL AND m.is_in_line AND m.lane > lanes.lane
              AND m.lane <= (CASE WHEN lanes.is_later THEN $2 ELSE $4 END)::varchar COLLATE "C"
            ORDER BY m.lane LIMIT 1)
           UNION ALL
           (SELECT m.lane, true FROM outbox_messages m
            WHERE m.published_at IS NULL AND m.is_in_line AND m.lane > $3 AND m.lane <= $2 AND NOT lanes.is_later
            ORDER BY m.lane LIMIT 1)
           LIMIT 1) AS next
         WHERE lanes.place < $5
       ), in_turn AS (
         SELECT head.id, head.turn, lanes.place FROM lanes CROSS JOIN LATERAL (
           SELECT id, row_number() OVER (ORDER BY priority, available_at, id) AS turn FROM (
             SELECT id, priority, available_at FROM outbox_messages
             WHERE published_at IS NULL AND is_in_line AND lane = lanes.lane
             ORDER BY priority, available_at, id LIMIT $1) AS due
         ) AS head
         WHERE lanes.place > 0
       )
       SELECT m.id, m.name, m.priority, m.round, m.lane FROM outbox_messages m JOIN in_turn USING (id)
       WHERE m.published_at IS NULL
       ORDER BY in_turn.turn, m.priority, in_turn.place LIMIT $1 FOR UPDATE OF m SKIP LOCKED`,
      [room, this.last.get(queue) ?? after, after, before, lanes],
    );
    const taken = fitting(found, room, jobsOf);
    const last = taken.at(-1);
    if (last) this.last.set(queue, last.lane);
    return taken;
  }
}
