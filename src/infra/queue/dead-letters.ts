import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { Transactional, Transactions } from '../database/transactions.js';
import { Metrics } from '../telemetry/metrics.js';

/** The messages that a consumer gave up on, and the way back for them. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly sql: Sql,
    private readonly metrics: Metrics,
    readonly transactions: Transactions,
  ) {}

  async record(consumer: string, messageId: string, error: string, attempts: number): Promise<void> {
    const added = await this.sql.query(
      'dead_letter_add',
      `INSERT INTO dead_letters (consumer, message_id, error, attempts) VALUES ($1, $2, $3, $4)
       ON CONFLICT (consumer, message_id) DO UPDATE SET error = excluded.error, attempts = excluded.attempts, failed_at = now()
       RETURNING 1`,
      [consumer, messageId, error.replaceAll('\0', '').slice(0, 2000), attempts],
    );
    if (added.length > 0) this.metrics.deadLetters.inc({ consumer });
  }

  /**
   * Sends the message to its consumers again; those that are done skip it.
   * @returns false when there is no such dead letter
   */
  @Transactional()
  async retry(id: string): Promise<boolean> {
    const [letter] = await this.sql.query<{ messageId: string }>(
      'dead_letter_take',
      'DELETE FROM dead_letters WHERE id = $1 RETURNING message_id AS "messageId"',
      [id],
    );
    if (!letter) return false;
    await this.sql.query(
      'outbox_again',
      `UPDATE outbox_messages SET published_at = NULL, settled_at = NULL, round = round + 1, available_at = now() WHERE id = $1`,
      [letter.messageId],
    );
    return true;
  }
}
