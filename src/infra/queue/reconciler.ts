import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { SECOND } from '../../kernel/clock.js';
import { QueueConfig } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Logger } from '../telemetry/logger.js';
import { BackgroundLoop } from './background-loop.js';
import { ConsumerRegistry } from './consumer-registry.js';
import { DeadLetters } from './dead-letters.js';
import { MessageJobs, queueOf } from './message-jobs.js';
import type { PublishableMessage } from './outbox-lanes.js';
import { QueueDirectory } from './queue-directory.js';
import { messageJobId, TOGETHER_JOB } from './queues.js';
import { UnknownConsumers } from './unknown-consumers.js';

const BATCH = 500;
/** Per step; the next one goes on where this one stopped. */
const MOST_BATCHES = 20;
/** Consecutive failures after which a step ends: Redis or the database is down, and no message is to blame. */
const MOST_FAILURES = 5;

/** Keyset position in the order of publication. */
interface Place {
  readonly publishedAt: string;
  readonly id: string;
  readonly consumer: string;
}

interface Unprocessed extends PublishableMessage, Place {}

/** Before the first one. */
const BEGINNING: Place = { publishedAt: '-infinity', id: '00000000-0000-0000-0000-000000000000', consumer: '' };

/**
 * Compares published messages with the inbox. A job that Redis lost is added again; one that failed for good without a
 * dead letter (its worker was killed) gets one; a message whose consumers are all done is settled. Every step goes on
 * where the one before stopped, so that a long queue hides nothing behind it.
 */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: BackgroundLoop;
  private place = BEGINNING;
  private failures = 0;

  constructor(
    private readonly config: QueueConfig,
    private readonly sql: Sql,
    private readonly jobs: MessageJobs,
    private readonly registry: ConsumerRegistry,
    private readonly unknown: UnknownConsumers,
    private readonly queues: QueueDirectory,
    private readonly deadLetters: DeadLetters,
    private readonly logger: Logger,
  ) {
    this.loop = new BackgroundLoop(
      () => this.step(),
      config.reconcileEverySeconds * SECOND,
      (error) => logger.failure('reconciler.failed', error),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async step(): Promise<boolean> {
    const settled = await this.settle();
    await this.repair();
    await this.unknown.report(this.config.reconcileAfterSeconds);
    return settled === BATCH;
  }

  private async settle(): Promise<number> {
    const rows = await this.sql.query(
      'outbox_settle',
      `UPDATE outbox_messages SET settled_at = now() WHERE id IN (
         SELECT m.id FROM outbox_messages m
         WHERE m.published_at IS NOT NULL AND m.settled_at IS NULL AND NOT EXISTS (
           SELECT FROM unnest(m.consumers) c WHERE NOT EXISTS (
             SELECT FROM inbox_entries i WHERE i.message_id = m.id AND i.consumer = c))
         ORDER BY m.published_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
       RETURNING 1`,
    );
    return rows.length;
  }

  private async repair(): Promise<void> {
    this.failures = 0;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const unprocessed = await this.unprocessedAfter(this.place);
      for (const message of unprocessed) await this.tryToRepair(message);
      const last = unprocessed.at(-1);
      this.place = last && unprocessed.length === BATCH ? last : BEGINNING;
      if (this.place === BEGINNING) return;
    }
  }

  /** Without consumers that this process does not have, which would use up the batch. */
  private unprocessedAfter({ publishedAt, id, consumer }: Place): Promise<Unprocessed[]> {
    return this.sql.query<Unprocessed>(
      'outbox_unprocessed',
      `SELECT m.id, m.name, m.priority, m.round, m.published_at AS "publishedAt", c AS consumer
       FROM outbox_messages m CROSS JOIN unnest(m.consumers) c
       WHERE m.published_at < now() - make_interval(secs => $1) AND m.settled_at IS NULL
         AND m.published_at >= $2 AND (m.published_at, m.id, c) > ($2, $3::uuid, $4) AND c = ANY ($5)
         AND NOT EXISTS (SELECT FROM inbox_entries i WHERE i.message_id = m.id AND i.consumer = c)
         AND NOT EXISTS (SELECT FROM dead_letters d WHERE d.message_id = m.id AND d.consumer = c)
       ORDER BY m.published_at, m.id, c LIMIT ${BATCH}`,
      [this.config.reconcileAfterSeconds, publishedAt, id, consumer, this.registry.names()],
    );
  }

  /** One message that fails stops no other. */
  private async tryToRepair(message: Unprocessed): Promise<void> {
    try {
      await this.repairOne(message);
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      if (this.failures === MOST_FAILURES) throw error;
      this.logger.failure('reconciler.repair_failed', error, { consumer: message.consumer, messageId: message.id });
    }
  }

  private async repairOne(message: Unprocessed): Promise<void> {
    const consumer = this.registry.find(message.consumer);
    if (!consumer) return;
    const queue = this.queues.get(queueOf(consumer));
    const job = await queue.getJob(messageJobId(message.consumer, message.id, message.round));
    const state = await job?.getState();
    if (!job && (await this.isInSharedJob(queue, message))) return;
    if (job && state === 'failed') {
      await this.deadLetters.record(message.consumer, message.id, job.failedReason, job.attemptsMade);
    } else if (!job || state === 'completed' || state === 'unknown') {
      // Completed without an inbox entry: the database lost the transaction (a failover) after Redis was told.
      if (job) await job.remove();
      await this.jobs.addApart([{ message, consumer }]);
      this.logger.event('reconciler.added', { consumer: message.consumer, messageId: message.id }, 'warn');
    }
  }

  /** Whether a job that its consumers share is yet to be done, or to give each its own; one that failed is of no use any more. */
  private async isInSharedJob(queue: Queue, { id }: Unprocessed): Promise<boolean> {
    const jobId = messageJobId(TOGETHER_JOB, id, 0);
    const state = await queue.getJobState(jobId);
    if (state === 'failed') await queue.remove(jobId);
    return !['completed', 'failed', 'unknown'].includes(state);
  }
}
