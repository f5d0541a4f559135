import { Injectable } from '@nestjs/common';
import { gatherable } from '../database/gathering.js';
import { Sql } from '../database/sql.js';

interface Entry {
  readonly consumer: string;
  readonly messageId: string;
}

/** Inbox: which consumer has processed which message, for deduplication. */
@Injectable()
export class Inbox {
  constructor(private readonly sql: Sql) {}

  /** @returns false when the consumer has processed the message before */
  readonly add = gatherable<Entry, boolean>({
    one: async ({ consumer, messageId }) => {
      const rows = await this.sql.query(
        'inbox_add',
        'INSERT INTO inbox_entries (consumer, message_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
        [consumer, messageId],
      );
      return rows.length > 0;
    },
    many: (entries) => this.addAll(entries),
  });

  /** Inserts in one order, so that two transactions never deadlock. @returns for each whether it is new */
  async addAll(entries: readonly Entry[]): Promise<boolean[]> {
    const added = await this.sql.query<Entry>(
      'inbox_add_all',
      `INSERT INTO inbox_entries (consumer, message_id)
       SELECT consumer, message_id FROM unnest($1::text[], $2::uuid[]) AS e (consumer, message_id)
       ORDER BY message_id, consumer ON CONFLICT DO NOTHING RETURNING consumer, message_id AS "messageId"`,
      columnsOf(entries),
    );
    const keys = new Set(added.map(keyOf));
    // Of duplicates in `entries` only the first is new.
    return entries.map((entry) => keys.delete(keyOf(entry)));
  }

  async remove(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.sql.query(
      'inbox_remove',
      `DELETE FROM inbox_entries i USING unnest($1::text[], $2::uuid[]) AS e (consumer, message_id)
       WHERE i.consumer = e.consumer AND i.message_id = e.message_id`,
      columnsOf(entries),
    );
  }
}

const columnsOf = (entries: readonly Entry[]) => [
  entries.map(({ consumer }) => consumer),
  entries.map(({ messageId }) => messageId),
];

const keyOf = ({ consumer, messageId }: Entry) => `${consumer} ${messageId}`;
