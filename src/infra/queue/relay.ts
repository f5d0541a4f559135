import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import { QueueConfig } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { BackgroundLoop } from './background-loop.js';
import { ConsumerRegistry, type RegisteredConsumer } from './consumer-registry.js';
import { QueueDirectory } from './queue-directory.js';
import { messageJobId, type QueueName } from './queues.js';

const BATCH = 100;

export interface PublishableMessage {
  readonly id: string;
  readonly name: string;
  readonly priority: number;
  readonly round: number;
}

interface MessageJob {
  readonly name: string;
  readonly data: { readonly messageId: string };
  readonly opts: JobsOptions;
}

/**
 * Hands due outbox rows to the queues, one job per consumer. A row is marked in the transaction that locked it, after
 * the jobs were added: a crash in between adds them again under the same ids, and the inbox skips what was done.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: BackgroundLoop;

  constructor(
    config: QueueConfig,
    private readonly sql: Sql,
    private readonly transactions: Transactions,
    private readonly registry: ConsumerRegistry,
    private readonly queues: QueueDirectory,
    private readonly metrics: Metrics,
    logger: Logger,
  ) {
    this.loop = new BackgroundLoop(
      () => this.publishBatch(),
      config.outboxPollMs,
      (error) => logger.failure('relay.failed', error),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Adds one job per message and consumer; a job that exists under the same id is left alone. */
  async enqueue(work: ReadonlyArray<{ message: PublishableMessage; consumer: RegisteredConsumer }>): Promise<void> {
    const jobs = new Map<QueueName, MessageJob[]>();
    for (const { message, consumer } of work) {
      const queue = consumer.options.queue ?? 'events';
      jobs.set(queue, [...(jobs.get(queue) ?? []), toJob(message, consumer)]);
    }
    await Promise.all([...jobs].map(([queue, added]) => this.queues.get(queue).addBulk(added)));
  }

  private publishBatch(): Promise<boolean> {
    return this.transactions.run(async () => {
      const messages = await this.sql.query<PublishableMessage>(
        'relay_take',
        `SELECT id, name, priority, round FROM outbox_messages
         WHERE published_at IS NULL AND available_at <= now()
         ORDER BY available_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      );
      if (messages.length === 0) return false;
      const work = messages.flatMap((message) =>
        this.registry.listeningTo(message.name).map((consumer) => ({ message, consumer })),
      );
      await this.enqueue(work);
      const consumersOf = (id: string) =>
        work.filter(({ message }) => message.id === id).map(({ consumer }) => consumer.options.name);
      await this.sql.query(
        'relay_mark',
        `UPDATE outbox_messages m
         SET published_at = now(), consumers = ARRAY(SELECT jsonb_array_elements_text(v.consumers)),
             settled_at = CASE WHEN jsonb_array_length(v.consumers) = 0 THEN now() END
         FROM jsonb_to_recordset($1::jsonb) AS v(id uuid, consumers jsonb) WHERE m.id = v.id`,
        [JSON.stringify(messages.map(({ id }) => ({ id, consumers: consumersOf(id) })))],
      );
      this.metrics.published.inc(messages.length);
      return messages.length === BATCH;
    });
  }
}

function toJob(message: PublishableMessage, { options, instance }: RegisteredConsumer): MessageJob {
  return {
    name: options.name,
    data: { messageId: message.id },
    opts: {
      ...instance.jobOptions,
      jobId: messageJobId(options.name, message.id, message.round),
      priority: message.priority,
    },
  };
}
