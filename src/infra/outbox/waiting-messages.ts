import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { IS_UNDER_WAY } from './messages-under-way.js';

/**
 * SQL: message `p` is a parent that waits for its children. The relay, which takes what is in line, skips it without
 * reading its children; `outbox_messages_waiting` is a partial index of these rows.
 */
export const IS_WAITING = `p.published_at IS NULL AND p.available_at = 'infinity'`;

/** Parents per query. */
const LOOKED_AT = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Reads the state of the children instead of keeping a counter, so that no update is lost when two of them end at once,
 * and consumers need not know about parents.
 */
export const RELEASE = `
  WITH looked AS (
    SELECT p.id FROM outbox_messages p WHERE ${IS_WAITING} AND p.id > $1
    ORDER BY p.id LIMIT ${LOOKED_AT} FOR NO KEY UPDATE SKIP LOCKED),
  released AS (
    UPDATE outbox_messages p SET available_at = now(), is_in_line = true FROM looked
    WHERE p.id = looked.id AND NOT EXISTS (
      SELECT FROM outbox_waits w JOIN outbox_messages m ON m.id = w.child_id WHERE w.parent_id = p.id AND ${IS_UNDER_WAY})
    RETURNING p.id)
  SELECT looked.id, released.id IS NOT NULL AS "isReleased" FROM looked LEFT JOIN released USING (id) ORDER BY looked.id`;

export interface Waiting {
  readonly parents: number;
  /** How long the oldest of them has waited; 0 when there is none. */
  readonly oldestAgeSeconds: number;
}

export interface Children {
  readonly total: number;
  /** Children that are not over. */
  readonly left: number;
  /** Children with a dead letter. */
  readonly failed: number;
}

/**
 * Flows: parents that wait for their children. A child is over when every consumer has processed it or left a dead
 * letter; a parent has to cope with failed children, because it would wait for ever otherwise.
 */
@Injectable()
export class WaitingMessages {
  private after = FIRST;

  constructor(private readonly sql: Sql) {}

  /** Makes parents due whose children are over; each call goes on where the one before stopped. @returns how many */
  async release(): Promise<number> {
    const looked = await this.sql.query<{ id: string; isReleased: boolean }>('outbox_release', RELEASE, [this.after]);
    this.after = looked.length === LOOKED_AT ? (looked.at(-1)?.id ?? FIRST) : FIRST;
    return looked.filter(({ isReleased }) => isReleased).length;
  }

  /** Cheap, for each scrape of the metrics: reads waiting parents, but not their children. */
  async waiting(): Promise<Waiting> {
    const [row] = await this.sql.query<Waiting>(
      'outbox_waiting',
      `SELECT count(*)::int AS parents,
         coalesce(extract(epoch FROM now() - min(p.created_at)), 0)::float8 AS "oldestAgeSeconds"
       FROM outbox_messages p WHERE ${IS_WAITING}`,
    );
    return row ?? { parents: 0, oldestAgeSeconds: 0 };
  }

  /** By the id of the parent; messages without children are left out. */
  async childrenOf(parentIds: readonly string[]): Promise<Map<string, Children>> {
    const rows = await this.sql.query<Children & { parentId: string }>(
      'outbox_children',
      `SELECT w.parent_id AS "parentId", count(*)::int AS total, count(*) FILTER (WHERE ${IS_UNDER_WAY})::int AS left,
         count(*) FILTER (WHERE EXISTS (SELECT FROM dead_letters d WHERE d.message_id = m.id))::int AS failed
       FROM outbox_waits w JOIN outbox_messages m ON m.id = w.child_id
       WHERE w.parent_id = ANY($1::uuid[]) GROUP BY w.parent_id`,
      [parentIds],
    );
    return new Map(rows.map(({ parentId, total, left, failed }) => [parentId, { total, left, failed }]));
  }
}
