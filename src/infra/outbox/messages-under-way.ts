import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { placesOf } from './lanes.js';

/** SQL: whether a consumer has not processed message `m` yet; dead letters count as done. */
export const IS_UNDER_WAY = `m.settled_at IS NULL AND (m.published_at IS NULL OR EXISTS (
  SELECT FROM unnest(m.consumers) AS consumer
  WHERE NOT EXISTS (SELECT FROM inbox_entries i WHERE i.message_id = m.id AND i.consumer = consumer)
    AND NOT EXISTS (SELECT FROM dead_letters d WHERE d.message_id = m.id AND d.consumer = consumer)))`;

const { after, before } = placesOf();

const MENTIONS = `m.created_at >= $2 AND m.name <> ALL($3::text[]) AND m.payload::text LIKE '%' || $1 || '%'`;

/**
 * Reads the backlog only, each part by its partial index, without settled or scheduled messages; parents that wait for
 * their children count. E-mails are left out: for them ask about the mails to be sent.
 */
export const MENTIONED_UNDER_WAY = `
  SELECT m.id FROM outbox_messages m
  WHERE m.published_at IS NULL AND m.is_in_line AND m.lane > '${after}' AND m.lane < '${before}' AND ${MENTIONS}
  UNION ALL
  SELECT m.id FROM outbox_messages m
  WHERE m.published_at IS NULL AND NOT m.is_in_line AND m.available_at <= now()
    AND m.lane > '${after}' AND m.lane < '${before}' AND ${MENTIONS}
  UNION ALL
  SELECT m.id FROM outbox_messages m WHERE m.published_at IS NULL AND m.available_at = 'infinity' AND ${MENTIONS}
  UNION ALL
  SELECT m.id FROM outbox_messages m
  WHERE m.published_at IS NOT NULL AND m.settled_at IS NULL AND ${MENTIONS} AND ${IS_UNDER_WAY}
  LIMIT 1`;

/** Messages about somebody that are not processed yet. */
@Injectable()
export class MessagesUnderWay {
  constructor(private readonly sql: Sql) {}

  /** Whether a due message since that time which mentions the id waits for a consumer. */
  async mention(id: string, since: Date, except: readonly string[]): Promise<boolean> {
    const rows = await this.sql.query('messages_under_way', MENTIONED_UNDER_WAY, [id, since, except]);
    return rows.length > 0;
  }
}
