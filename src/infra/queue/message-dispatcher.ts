import { Injectable } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import type { Message } from '../../kernel/message.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { requestContext } from '../telemetry/request-context.js';
import { ConsumerRegistry, type RegisteredConsumer } from './consumer-registry.js';
import { DeadLetters } from './dead-letters.js';
import { withProgress } from './job-progress.js';
import type { MessageJobData } from './queues.js';

interface StoredMessage {
  readonly id: string;
  readonly name: string;
  readonly payload: object;
  readonly requestId: string | null;
  readonly createdAt: string;
}

/** Runs one job: reads the message, calls its consumer, records that it was processed. */
@Injectable()
export class MessageDispatcher {
  constructor(
    private readonly registry: ConsumerRegistry,
    private readonly sql: Sql,
    private readonly transactions: Transactions,
    private readonly deadLetters: DeadLetters,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  async dispatch(job: Job<MessageJobData>): Promise<void> {
    const consumer = this.registry.find(job.name);
    if (!consumer) throw new UnrecoverableError(`No consumer is called ${job.name}.`);
    const message = await this.load(job.data.messageId);
    if (!message) return;
    await requestContext.run({ requestId: message.requestId }, () => this.timed(job, consumer, message));
  }

  private async timed(job: Job<MessageJobData>, consumer: RegisteredConsumer, message: Message): Promise<void> {
    const { queueName: queue } = job;
    // A later attempt waits for its backoff, which says nothing about how busy the workers are.
    if (job.attemptsMade === 0)
      this.metrics.jobWait.observe({ queue }, Math.max(0, (job.processedOn ?? Date.now()) - job.timestamp) / 1000);
    const end = this.metrics.jobs.startTimer({ queue, consumer: job.name });
    try {
      const done = await withProgress(job, () => this.consume(consumer, message));
      end({ outcome: done ? 'done' : 'repeated' });
    } catch (error) {
      end({ outcome: 'failed' });
      await this.failed(job, message, error);
      throw error;
    }
  }

  private async consume({ options, instance }: RegisteredConsumer, message: Message): Promise<boolean> {
    if (options.effect === 'external') {
      if (await this.isProcessed(options.name, message.id)) return false;
      await instance.handle(message);
      await this.markProcessed(options.name, message.id);
      return true;
    }
    return this.transactions.run(async () => {
      if (!(await this.markProcessed(options.name, message.id))) return false;
      await instance.handle(message);
      return true;
    });
  }

  private async failed(job: Job<MessageJobData>, message: Message, error: unknown): Promise<void> {
    const attempts = job.attemptsMade + 1;
    const final = attempts >= (job.opts.attempts ?? 1) || error instanceof UnrecoverableError;
    this.logger.failure(final ? 'job.dead' : 'job.failed', error, {
      consumer: job.name,
      message: message.name,
      messageId: message.id,
      attempts,
    });
    if (final)
      await this.deadLetters.record(
        job.name,
        message.id,
        error instanceof Error ? error.message : String(error),
        attempts,
      );
  }

  private async load(id: string): Promise<Message | undefined> {
    const [row] = await this.sql.query<StoredMessage>(
      'message_load',
      `SELECT id, name, payload, request_id AS "requestId", created_at AS "createdAt" FROM outbox_messages WHERE id = $1`,
      [id],
    );
    return row && { ...row, createdAt: new Date(row.createdAt) };
  }

  private async isProcessed(consumer: string, messageId: string): Promise<boolean> {
    const rows = await this.sql.query(
      'inbox_find',
      'SELECT 1 FROM inbox_entries WHERE consumer = $1 AND message_id = $2',
      [consumer, messageId],
    );
    return rows.length > 0;
  }

  private async markProcessed(consumer: string, messageId: string): Promise<boolean> {
    const rows = await this.sql.query(
      'inbox_add',
      'INSERT INTO inbox_entries (consumer, message_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
      [consumer, messageId],
    );
    return rows.length > 0;
  }
}
