import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CircuitBreakers } from '../circuits/circuit-breakers.js';
import { QueueConfig } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Transactions } from '../database/transactions.js';
import type { FeatureQueue } from '../features/feature-queue.js';
import { WaitingMessages } from '../outbox/waiting-messages.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { BackgroundLoop } from './background-loop.js';
import { ConsumerRegistry } from './consumer-registry.js';
import { MessageJobs } from './message-jobs.js';
import { QueueDirectory } from './queue-directory.js';
import { MOST_LANES, OutboxLanes, type PublishableMessage } from './outbox-lanes.js';
import { lanedQueues } from './queues.js';

/**
 * Jobs that may wait in a queue without a rate limit: as many as one worker does in a fraction of a second, because new
 * messages wait behind them whatever their lane; and enough for batches.
 */
const AHEAD = 60;
/** A queue is full until there is room for so many: looking for the next ones costs about the same, however few they are. */
const LEAST_ROOM = 20;
/** Lanes that are looked at for a queue without a rate limit. In the others messages wait for long, and the urgent have to be found. */
const FEW_LANES = 100;
/** Pause while a queue is full; the workers are not done with what is ahead in that time. */
const FULL_PAUSE_MS = 20;

/**
 * Publishes due outbox messages to the queues. A row is marked in the transaction that locked it,
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
    private readonly jobs: MessageJobs,
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
    const [most, least] = limits ? [this.config.concurrency, 1] : [AHEAD, LEAST_ROOM];
    if (most - waiting < least) return 0;
    const room = Math.min(most - waiting, callable);
    return this.transactions.run(async () =>
      this.publish(
        await this.lanes.take(
          name,
          room,
          (message) => this.jobs.countIn(name, message),
          limits ? MOST_LANES : FEW_LANES,
        ),
      ),
    );
  }

  private async publish(messages: readonly PublishableMessage[]): Promise<number> {
    if (messages.length === 0) return 0;
    await this.jobs.add(messages);
    const names = new Set(messages.map(({ name }) => name));
    const consumers = Object.fromEntries([...names].map((name) => [name, this.consumersOf(name)]));
    await this.sql.query(
      'relay_mark',
      `UPDATE outbox_messages m
       SET published_at = now(), consumers = ARRAY(SELECT jsonb_array_elements_text($2::jsonb -> v.name)),
           settled_at = CASE WHEN jsonb_array_length($2::jsonb -> v.name) = 0 THEN now() END
       FROM unnest($1::uuid[], $3::text[]) AS v (id, name) WHERE m.id = v.id`,
      [messages.map(({ id }) => id), JSON.stringify(consumers), messages.map(({ name }) => name)],
    );
    this.metrics.published.inc(messages.length);
    return messages.length;
  }

  private consumersOf(messageName: string): string[] {
    return this.registry.listeningTo(messageName).map(({ options }) => options.name);
  }
}
