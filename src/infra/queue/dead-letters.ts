import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { Transactional, Transactions } from '../database/transactions.js';
import { Metrics } from '../telemetry/metrics.js';
import { QueueDirectory } from './queue-directory.js';
import { messageJobId } from './queues.js';

interface Letter {
  readonly consumer: string;
  readonly messageId: string;
  readonly round: number;
}

/** Dead letters: messages that a consumer gave up on, to be retried or discarded. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly sql: Sql,
    private readonly metrics: Metrics,
    private readonly queues: QueueDirectory,
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
   * For a consumer that handed its work on, which failed later: the message counts as not processed any more, so that a
   * retry processes it again. In the transaction that says so.
   */
  async recordLater(consumer: string, messageId: string, error: string, attempts: number): Promise<void> {
    await this.sql.query(
      'dead_letter_reopen',
      `WITH undone AS (DELETE FROM inbox_entries WHERE consumer = $1 AND message_id = $2)
       UPDATE outbox_messages SET settled_at = NULL WHERE id = $2`,
      [consumer, messageId],
    );
    await this.record(consumer, messageId, error, attempts);
  }

  /** @returns the id of the consumer's dead letter for the message, or null */
  async find(consumer: string, messageId: string): Promise<string | null> {
    const [letter] = await this.sql.query<{ id: string }>(
      'dead_letter_find',
      'SELECT id FROM dead_letters WHERE consumer = $1 AND message_id = $2',
      [consumer, messageId],
    );
    return letter?.id ?? null;
  }

  /**
   * Publishes the message again; consumers that have processed it skip it.
   * @returns false when there is no such dead letter
   */
  @Transactional()
  async retry(id: string): Promise<boolean> {
    const [letter] = await this.sql.query<Letter>(
      'dead_letter_retry',
      `WITH letter AS (DELETE FROM dead_letters WHERE id = $1 RETURNING consumer, message_id),
            again AS (UPDATE outbox_messages
                      SET published_at = NULL, settled_at = NULL, round = round + 1, available_at = now()
                      WHERE id IN (SELECT message_id FROM letter) RETURNING round)
       SELECT consumer, message_id AS "messageId", round FROM letter, again`,
      [id],
    );
    if (letter) this.forgetJob({ ...letter, round: letter.round - 1 });
    return letter !== undefined;
  }

  /**
   * Discards the message for this consumer: it counts as processed from now on.
   * @returns false when there is no such dead letter
   */
  @Transactional()
  async discard(id: string): Promise<boolean> {
    const [letter] = await this.sql.query<Letter>(
      'dead_letter_discard',
      `WITH letter AS (DELETE FROM dead_letters WHERE id = $1 RETURNING consumer, message_id),
            done AS (INSERT INTO inbox_entries (consumer, message_id) SELECT consumer, message_id FROM letter
                     ON CONFLICT DO NOTHING)
       SELECT l.consumer, l.message_id AS "messageId", m.round
       FROM letter l JOIN outbox_messages m ON m.id = l.message_id`,
      [id],
    );
    if (letter) this.forgetJob(letter);
    return letter !== undefined;
  }

  /** Removes the failed job, which is obsolete. When Redis is down it stays until its retention ends. */
  private forgetJob({ consumer, messageId, round }: Letter): void {
    this.transactions.afterCommit(() => {
      for (const queue of this.queues.all())
        queue.remove(messageJobId(consumer, messageId, round)).catch(() => undefined);
    });
  }
}
