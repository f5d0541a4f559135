import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';

/** Whether a consumer still has something to do with a message `m`; what it gave up on is done. */
const IS_UNDER_WAY = `m.settled_at IS NULL AND (m.published_at IS NULL OR EXISTS (
  SELECT FROM unnest(m.consumers) AS consumer
  WHERE NOT EXISTS (SELECT FROM inbox_entries i WHERE i.message_id = m.id AND i.consumer = consumer)
    AND NOT EXISTS (SELECT FROM dead_letters d WHERE d.message_id = m.id AND d.consumer = consumer)))`;

/** What the messages say of somebody, and whether it was told yet. */
@Injectable()
export class MessagesUnderWay {
  constructor(private readonly sql: Sql) {}

  /** Whether a message of since then that mentions the id, and whose time has come, waits for a consumer. */
  async mention(id: string, since: Date, except: readonly string[]): Promise<boolean> {
    const rows = await this.sql.query(
      'messages_under_way',
      `SELECT FROM outbox_messages m
       WHERE m.created_at >= $2 AND m.available_at <= now() AND m.name <> ALL($3::text[])
         AND m.payload::text LIKE '%' || $1 || '%' AND ${IS_UNDER_WAY} LIMIT 1`,
      [id, since, except],
    );
    return rows.length > 0;
  }

  /** Deletes what is done and mentions the person; what waits, or was given up on, keeps its ids and loses the texts. */
  async forget(id: string, email: string, texts: readonly string[], except: readonly string[]): Promise<void> {
    await this.sql.query(
      'messages_forget',
      `DELETE FROM outbox_messages m
       WHERE m.name <> ALL($3::text[]) AND (m.payload::text LIKE '%' || $1 || '%' OR strpos(lower(m.payload::text), lower($2)) > 0)
         AND NOT (${IS_UNDER_WAY}) AND m.published_at IS NOT NULL
         AND NOT EXISTS (SELECT FROM dead_letters d WHERE d.message_id = m.id)`,
      [id, email, except],
    );
    const strings = texts.map((text) => JSON.stringify(text));
    const left = await this.sql.query<{ id: string; payload: string }>(
      'messages_with_texts',
      `SELECT m.id, m.payload::text AS payload FROM outbox_messages m
       WHERE EXISTS (SELECT FROM unnest($1::text[]) AS wanted WHERE strpos(m.payload::text, wanted) > 0)`,
      [strings],
    );
    for (const message of left)
      await this.sql.query('message_blank', 'UPDATE outbox_messages SET payload = $2::jsonb WHERE id = $1', [
        message.id,
        strings.reduce((payload, text) => payload.replaceAll(text, 'null'), message.payload),
      ]);
    await this.sql.query(
      'dead_letters_forget',
      `UPDATE dead_letters SET error = 'erased' WHERE strpos(lower(error), lower($1)) > 0`,
      [email],
    );
  }
}
