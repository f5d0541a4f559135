import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';
import type { MessageType } from '../../kernel/message.js';
import { entryOfMessage } from '../audit/audit-entry.js';
import { gatherable } from '../database/gathering.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { currentRequestId } from '../telemetry/request-context.js';
import { currentLane, placeOf } from './lanes.js';
import { aboutOf, laneBehind, lanesTogether } from './turns.js';

export interface AppendOptions {
  /** Not published before this moment; it stays in the database until then. */
  readonly availableAt?: Date;
  /** 1 is the most urgent; 0 (the default) when it does not matter. */
  readonly priority?: number;
  /**
   * Queue and lane (`placeOf`); by default the lane of the account, guest or task that causes it. The relay serves
   * lanes in turn (fair queueing), a few messages ahead of the workers, so that the flood of one delays no other.
   */
  readonly lane?: string;
  /** Ordering key, by default that of its type: it waits behind other messages in line with the same key. */
  readonly about?: string;
  /**
   * Ids of its children: messages that have to be over before it is published, that is, processed by all their
   * consumers or dead letters. Deleted ones count as over. Not together with `availableAt`.
   */
  readonly waitsFor?: readonly string[];
}

/** Parameters of `MESSAGE_INSERT`. */
export type MessageValues = readonly [
  id: string,
  name: string,
  payload: string,
  requestId: string | null,
  lane: string,
  about: string | null,
  audit: string | null,
];

type MessageRow = readonly [...MessageValues, priority: number, availableAt: Date | null];

function columnsOf(rows: readonly MessageRow[]): unknown[][] {
  const lanes = lanesTogether(rows.map(([, , , , lane, about]) => ({ lane, about })));
  const inTurn = rows.map(([id, name, payload, requestId, , ...rest], n) => [
    id,
    name,
    payload,
    requestId,
    lanes[n],
    ...rest,
  ]);
  return Array.from({ length: 9 }, (_, column) => inTurn.map((row) => row[column]));
}

/**
 * For hot paths: appends a message in the statement of its cause, as part of it. The message has to be the first with
 * its ordering key.
 */
export const MESSAGE_INSERT = {
  /** Values of the parameters from `$first` on. */
  values<P extends object>(type: MessageType<P>, payload: P): MessageValues {
    const id = newId();
    return [
      id,
      type.name,
      JSON.stringify(payload),
      currentRequestId(),
      placeOf(currentLane()),
      aboutOf(type, payload),
      entryOfMessage(id, type.name, payload),
    ];
  },
  /** @param cause a common table expression; without a row of it there is no message */
  sql(first: number, cause: string): string {
    const [id, name, payload, requestId, lane, about, audit] = [0, 1, 2, 3, 4, 5, 6].map(
      (offset) => `$${first + offset}`,
    );
    return `INSERT INTO outbox_messages (id, name, payload, request_id, lane, about, audit)
      SELECT ${id}::uuid, ${name}, ${payload}::jsonb, ${requestId}, ${lane}, ${about}, ${audit}::jsonb FROM ${cause}`;
  },
};

/** Transactional outbox: appends messages in the transaction of their cause; the worker's relay publishes them. */
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
      options.about ?? aboutOf(type, payload),
      entryOfMessage(id, type.name, payload),
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
        `INSERT INTO outbox_messages (id, name, payload, request_id, lane, about, audit, priority, available_at, is_in_line)
         VALUES ($1, $2, $3, $4, ${laneBehind('$6', '$5')}, $6, $7, $8, coalesce($9::timestamptz, now()), $9 IS NULL)`,
        row,
      ),
    many: async (rows) => {
      await this.sql.query(
        'outbox_append_rows',
        `INSERT INTO outbox_messages (id, name, payload, request_id, lane, about, audit, priority, available_at, is_in_line)
         SELECT m.id, m.name, m.payload, m.request_id, ${laneBehind('m.about', 'm.lane')}, m.about, m.audit, m.priority,
           coalesce(m.available_at, now()), m.available_at IS NULL
         FROM unnest($1::uuid[], $2::text[], $3::jsonb[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::smallint[],
                     $9::timestamptz[])
           AS m (id, name, payload, request_id, lane, about, audit, priority, available_at)`,
        columnsOf(rows),
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
         INSERT INTO outbox_messages (id, name, payload, request_id, priority, available_at, lane, is_in_line, audit)
         VALUES ($1, $2, $3, $4, $5, 'infinity', $6, false, $8) RETURNING id)
       INSERT INTO outbox_waits (parent_id, child_id)
       SELECT parent.id, child.id FROM parent, outbox_messages child WHERE child.id = ANY ($7::uuid[])`,
      [
        id,
        type.name,
        JSON.stringify(payload),
        currentRequestId(),
        priority,
        lane,
        waitsFor,
        entryOfMessage(id, type.name, payload),
      ],
    );
  }

  /** Appends many messages of one type in one statement. @returns their ids @throws Error outside a transaction */
  async appendAll<P extends object>(type: MessageType<P>, payloads: readonly P[]): Promise<string[]> {
    if (!this.transactions.isActive) throw new Error(`${type.name} was appended to the outbox outside a transaction.`);
    if (payloads.length === 0) return [];
    const ids = payloads.map(() => newId());
    await this.sql.query(
      'outbox_append_all',
      `INSERT INTO outbox_messages (id, name, payload, request_id, lane, about, audit)
       SELECT m.id, $2, m.payload, $4, ${laneBehind('m.about', '$5')}, m.about, m.audit
       FROM unnest($1::uuid[], $3::jsonb[], $6::text[], $7::jsonb[]) AS m (id, payload, about, audit)`,
      [
        ids,
        type.name,
        payloads.map((payload) => JSON.stringify(payload)),
        currentRequestId(),
        placeOf(currentLane()),
        payloads.map((payload) => aboutOf(type, payload)),
        ids.map((id, n) => entryOfMessage(id, type.name, payloads[n] ?? {})),
      ],
    );
    return ids;
  }
}
