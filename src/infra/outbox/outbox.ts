import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.js';
import type { MessageType } from '../../kernel/message.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { currentRequestId } from '../telemetry/request-context.js';

export interface AppendOptions {
  /** Not handed over before this moment; it stays in the database until then. */
  readonly availableAt?: Date;
  /** 1 is the most urgent; 0 (the default) when it does not matter. */
  readonly priority?: number;
}

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
    const id = newId();
    await this.sql.query(
      'outbox_append',
      `INSERT INTO outbox_messages (id, name, payload, request_id, priority, available_at)
       VALUES ($1, $2, $3, $4, $5, coalesce($6::timestamptz, now()))`,
      [id, type.name, JSON.stringify(payload), currentRequestId(), options.priority ?? 0, options.availableAt ?? null],
    );
    return id;
  }
}
