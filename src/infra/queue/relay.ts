import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import { CircuitBreakers } from '../circuits/circuit-breakers.js';
import { QueueConfig } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import type { FeatureQueue } from '../features/feature-queue.js';
import { WaitingMessages } from '../outbox/waiting-messages.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { BackgroundLoop } from './background-loop.js';
import { ConsumerRegistry, type RegisteredConsumer } from './consumer-registry.js';
import { QueueDirectory } from './queue-directory.js';
import { OutboxLanes, type PublishableMessage } from './outbox-lanes.js';
import { EVENTS_QUEUE, lanedQueues, messageJobId } from './queues.js';

/**
 * Jobs that may wait in a queue without a rate limit: as many as one worker does in a fraction of a second, because new
 * messages wait behind them whatever their lane; and enough for batches.
 */
const AHEAD = 60;
/** Pause while a queue is full. */
const FULL_PAUSE_MS = 50;

interface MessageJob {
  readonly name: string;
  readonly data: { readonly messageId: string };
  readonly opts: JobsOptions;
}

/**
 * Publishes due outbox messages to the queues, one job per consumer. A row is marked in the transaction that locked it,
 * after the jobs were added: a crash in between adds them again under the same ids, and the inbox deduplicates them.
 * The backlog stays in the database, not in Redis, where lanes take turns: a queue gets few jobs more than the workers
 * are about to take.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: BackgroundLoop;
  private readonly paced = lanedQueues();

  constructor(
    private readonly config: QueueConfig,
    private readonly sql: Sql,
    private readonly lanes: OutboxLanes,
    private readonly waiting: WaitingMessages,
    private readonly transactions: Transactions,
    private readonly registry: ConsumerRegistry,
    private readonly queues: QueueDirectory,
    private readonly circuits: CircuitBreakers,
    private readonly metrics: Metrics,
    logger: Logger,
  ) {
    this.loop = new BackgroundLoop(
      () => this.step(),
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

  /** Adds one job per message and consumer; an existing job with the same id is left alone. */
  async enqueue(work: ReadonlyArray<{ message: PublishableMessage; consumer: RegisteredConsumer }>): Promise<void> {
    const jobs = new Map<string, MessageJob[]>();
    for (const { message, consumer } of work) {
      const queue = queueOf(consumer);
      jobs.set(queue, [...(jobs.get(queue) ?? []), toJob(message, consumer)]);
    }
    // eslint-disable-next-line lyceum/statements-in-turn -- these go to Redis
    await Promise.all([...jobs].map(([queue, added]) => this.queues.get(queue).addBulk(added)));
  }

  /** @returns whether there is more to do at once; false while all that waits is for services that are away */
  async step(): Promise<boolean> {
    await this.waiting.release();
    const inLine = await this.lanes.enter(this.paced.map(({ name }) => name));
    const waiting = this.paced.filter(({ name }) => inLine.has(name));
    const published: number[] = [];
    for (const queue of waiting) {
      const count = await this.publishInTurn(queue);
      if (count !== null) published.push(count);
    }
    if (published.length === 0) return false;
    if (published.every((count) => count === 0)) await delay(FULL_PAUSE_MS);
    return true;
  }

  /** @returns how many; null while what the queue calls is away */
  private async publishInTurn({ name, limits, calls }: FeatureQueue): Promise<number | null> {
    const callable = calls ? await this.circuits.roomFor(calls) : Infinity;
    if (callable === 0) return null;
    const waiting = await this.queues.get(name).getJobCountByTypes('wait', 'prioritized');
    const room = Math.min((limits ? this.config.concurrency : AHEAD) - waiting, callable);
    if (room <= 0) return 0;
    return this.transactions.run(async () =>
      this.publish(await this.lanes.take(name, room, (message) => this.jobsIn(name, message))),
    );
  }

  private jobsIn(queue: string, message: string): number {
    return this.registry.listeningTo(message).filter((consumer) => queueOf(consumer) === queue).length;
  }

  private async publish(messages: readonly PublishableMessage[]): Promise<number> {
    if (messages.length === 0) return 0;
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
    return messages.length;
  }
}

function queueOf({ options }: RegisteredConsumer): string {
  return (options.queue ?? EVENTS_QUEUE).name;
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
