import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';
import type { MessageType } from '../../kernel/message.js';
import { gatherable } from '../database/gathering.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { currentRequestId } from '../telemetry/request-context.js';
import { currentLane, placeOf } from './lanes.js';

export interface AppendOptions {
  /** Not handed over before this moment; it stays in the database until then. */
  readonly availableAt?: Date;
  /** 1 is the most urgent; 0 (the default) when it does not matter. */
  readonly priority?: number;
  /**
   * Where it waits (`placeOf`); unless told with whatever else the same account, guest or task causes. The relay serves
   * lanes in turn, a few messages ahead of the workers, so that the flood of one delays no other.
   */
  readonly lane?: string;
  /**
   * The ids of messages, its children, that have to be over before it is handed over: processed by all their consumers,
   * or given up by one. Those that are gone were over long ago. Not together with `availableAt`.
   */
  readonly waitsFor?: readonly string[];
}

/** What a statement needs that appends a message along with its cause. */
export type MessageValues = readonly [
  id: string,
  name: string,
  payload: string,
  requestId: string | null,
  lane: string,
];

type MessageRow = readonly [...MessageValues, priority: number, availableAt: Date | null];

/** For hot paths, where message and cause are one statement: a part of it that appends one message. */
export const MESSAGE_INSERT = {
  /** The values for the parameters from `$first` on. */
  values<P extends object>(type: MessageType<P>, payload: P): MessageValues {
    return [newId(), type.name, JSON.stringify(payload), currentRequestId(), placeOf(currentLane())];
  },
  /** @param cause a common table expression; without a row of it there is no message */
  sql(first: number, cause: string): string {
    const [id, name, payload, requestId, lane] = [0, 1, 2, 3, 4].map((offset) => `$${first + offset}`);
    return `INSERT INTO outbox_messages (id, name, payload, request_id, lane)
      SELECT ${id}::uuid, ${name}, ${payload}::jsonb, ${requestId}, ${lane} FROM ${cause}`;
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
      options.lane ?? placeOf(currentLane()),
      options.priority ?? 0,
      options.availableAt ?? null,
    ]);
    await this.transactions.unawaited(inserted);
    return id;
  }

  private readonly insert = gatherable<MessageRow, unknown>({
    one: (row) =>
      this.sql.query(
        'outbox_append',
        `INSERT INTO outbox_messages (id, name, payload, request_id, lane, priority, available_at, is_in_line)
         VALUES ($1, $2, $3, $4, $5, $6, coalesce($7::timestamptz, now()), $7 IS NULL)`,
        row,
      ),
    many: async (rows) => {
      await this.sql.query(
        'outbox_append_rows',
        `INSERT INTO outbox_messages (id, name, payload, request_id, lane, priority, available_at, is_in_line)
         SELECT id, name, payload, request_id, lane, priority, coalesce(available_at, now()), available_at IS NULL
         FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[], $5::text[], $6::smallint[], $7::timestamptz[])
           AS m (id, name, payload, request_id, lane, priority, available_at)`,
        Array.from({ length: 7 }, (_, column) => rows.map((row) => row[column])),
      );
      return rows;
    },
  });

  private async appendParent<P extends object>(
    id: string,
    type: MessageType<P>,
    payload: P,
    { availableAt, priority = 0, lane = placeOf(currentLane()) }: AppendOptions,
    waitsFor: readonly string[],
  ): Promise<void> {
    if (availableAt) throw new Error(`${type.name} cannot wait for others and for a time.`);
    await this.sql.query(
      'outbox_append_parent',
      `WITH parent AS (
         INSERT INTO outbox_messages (id, name, payload, request_id, priority, available_at, lane, is_in_line)
         VALUES ($1, $2, $3, $4, $5, 'infinity', $6, false) RETURNING id)
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
      `INSERT INTO outbox_messages (id, name, payload, request_id, lane)
       SELECT m.id, $2, m.payload, $4, $5 FROM unnest($1::uuid[], $3::jsonb[]) AS m (id, payload)`,
      [ids, type.name, payloads.map((payload) => JSON.stringify(payload)), currentRequestId(), placeOf(currentLane())],
    );
    return ids;
  }
}
