import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';
import type { MessageType } from '../../kernel/message.js';
import { gatherable } from '../database/gathering.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { currentRequestId } from '../telemetry/request-context.js';

export interface AppendOptions {
  /** Not handed over before this moment; it stays in the database until then. */
  readonly availableAt?: Date;
  /** 1 is the most urgent; 0 (the default) when it does not matter. */
  readonly priority?: number;
  /**
   * Who has it sent, for messages to a slow queue. The relay serves lanes in turn, a few messages ahead of the workers,
   * so that the flood of one lane delays no other. Without a lane a message is handed over in the order of its time.
   */
  readonly lane?: string;
  /**
   * The ids of messages, its children, that have to be over before it is handed over: processed by all their consumers,
   * or given up by one. Those that are gone were over long ago. Not together with `availableAt`.
   */
  readonly waitsFor?: readonly string[];
}

/** What a statement needs that appends a message along with its cause. */
export type MessageValues = readonly [id: string, name: string, payload: string, requestId: string | null];

type MessageRow = readonly [...MessageValues, priority: number, availableAt: Date | null, lane: string | null];

/** For hot paths, where message and cause are one statement: a part of it that appends one message. */
export const MESSAGE_INSERT = {
  /** The values for the parameters from `$first` on. */
  values<P extends object>(type: MessageType<P>, payload: P): MessageValues {
    return [newId(), type.name, JSON.stringify(payload), currentRequestId()];
  },
  /** @param cause a common table expression; without a row of it there is no message */
  sql(first: number, cause: string): string {
    const [id, name, payload, requestId] = [0, 1, 2, 3].map((offset) => `$${first + offset}`);
    return `INSERT INTO outbox_messages (id, name, payload, request_id)
      SELECT ${id}::uuid, ${name}, ${payload}::jsonb, ${requestId} FROM ${cause}`;
  },
};

/** Writes side effects into the transaction of their cause; the worker's relay hands them to the queues. */
@Injectable()
export class Outbox {
  constructor(
    private readonly sql: Sql,
    private readonly transactions: Transactions,
  ) {}

  /**
   * @returns the message's id
   * @throws Error outside a transaction, because the effect could then outlive or miss its cause
   */
  async append<P extends object>(type: MessageType<P>, payload: P, options: AppendOptions = {}): Promise<string> {
    if (!this.transactions.isActive) throw new Error(`${type.name} was appended to the outbox outside a transaction.`);
    const { waitsFor = [] } = options;
    const id = newId();
    if (waitsFor.length > 0) {
      await this.appendParent(id, type, payload, options, waitsFor);
      return id;
    }
    const inserted = this.insert([
      id,
      type.name,
      JSON.stringify(payload),
      currentRequestId(),
      options.priority ?? 0,
      options.availableAt ?? null,
      options.lane ?? null,
    ]);
    await this.transactions.unawaited(inserted);
    return id;
  }

  private readonly insert = gatherable<MessageRow, unknown>({
    one: (row) =>
      this.sql.query(
        'outbox_append',
        `INSERT INTO outbox_messages (id, name, payload, request_id, priority, available_at, lane)
         VALUES ($1, $2, $3, $4, $5, coalesce($6::timestamptz, now()), $7)`,
        row,
      ),
    many: async (rows) => {
      await this.sql.query(
        'outbox_append_rows',
        `INSERT INTO outbox_messages (id, name, payload, request_id, priority, available_at, lane)
         SELECT id, name, payload, request_id, priority, coalesce(available_at, now()), lane
         FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[], $5::smallint[], $6::timestamptz[], $7::text[])
           AS m (id, name, payload, request_id, priority, available_at, lane)`,
        Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column])),
      );
      return rows;
    },
  });

  private async appendParent<P extends object>(
    id: string,
    type: MessageType<P>,
    payload: P,
    { availableAt, priority = 0, lane = null }: Omit<AppendOptions, 'lane'> & { readonly lane?: string | null },
    waitsFor: readonly string[],
  ): Promise<void> {
    if (availableAt) throw new Error(`${type.name} cannot wait for others and for a time.`);
    await this.sql.query(
      'outbox_append_parent',
      `WITH parent AS (
         INSERT INTO outbox_messages (id, name, payload, request_id, priority, available_at, lane)
         VALUES ($1, $2, $3, $4, $5, 'infinity', $6) RETURNING id)
       INSERT INTO outbox_waits (parent_id, child_id)
       SELECT parent.id, child.id FROM parent, outbox_messages child WHERE child.id = ANY ($7::uuid[])`,
      [id, type.name, JSON.stringify(payload), currentRequestId(), priority, lane, waitsFor],
    );
  }

  /** Appends many messages of one type in one statement. @returns their ids @throws Error outside a transaction */
  async appendAll<P extends object>(type: MessageType<P>, payloads: readonly P[]): Promise<string[]> {
    if (!this.transactions.isActive) throw new Error(`${type.name} was appended to the outbox outside a transaction.`);
    if (payloads.length === 0) return [];
    const ids = payloads.map(() => newId());
    await this.sql.query(
      'outbox_append_all',
      `INSERT INTO outbox_messages (id, name, payload, request_id)
       SELECT m.id, $2, m.payload, $4 FROM unnest($1::uuid[], $3::jsonb[]) AS m (id, payload)`,
      [ids, type.name, payloads.map((payload) => JSON.stringify(payload)), currentRequestId()],
    );
    return ids;
  }
}
