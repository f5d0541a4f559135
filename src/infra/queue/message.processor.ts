import { Processor, WorkerHost } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Inject,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type Type,
} from '@nestjs/common';
import { DelayedError, type Job } from 'bullmq';
import { MINUTE } from '../../kernel/clock.js';
import { QueueConfig } from '../config/config.js';
import type { FeatureQueue, QueueLimits } from '../features/feature-queue.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { BackgroundLoop } from './background-loop.js';
import { PutOff } from './consumer.js';
import { MessageDispatcher } from './message-dispatcher.js';
import { MessageGroups, MOST_MEMBERS } from './message-groups.js';
import { QueueDirectory } from './queue-directory.js';
import { EVENTS_QUEUE, type MessageJobData } from './queues.js';

/** Makes the worker of one queue, so that the backlog of one queue delays no other. */
export function messageProcessorOf({ name, limits = QueueConfig }: FeatureQueue): Type {
  @Processor(name)
  class MessageProcessor
    extends WorkerHost
    implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown
  {
    private readonly limiting: BackgroundLoop | undefined;

    constructor(
      private readonly dispatcher: MessageDispatcher,
      private readonly config: QueueConfig,
      @Inject(limits) private readonly limits: QueueLimits,
      queues: QueueDirectory,
      private readonly logger: Logger,
      private readonly metrics: Metrics,
      private readonly groups: MessageGroups,
    ) {
      super();
      const { ratePerMinute } = this.limits;
      if (ratePerMinute === undefined) return;
      // The rate limit is in Redis and holds for all workers together; repeated, because a flushed Redis forgets it.
      this.limiting = new BackgroundLoop(
        () =>
          queues
            .get(name)
            .setGlobalRateLimit(ratePerMinute, MINUTE)
            .then(() => false),
        MINUTE / 2,
        (error) => logger.failure(`${name}.limit_failed`, error),
      );
    }

    onApplicationBootstrap(): void {
      const concurrency = this.limits.concurrency ?? this.config.concurrency;
      this.worker.concurrency = concurrency;
      // A batch counts as one job of the concurrency, however many are in it; most jobs bring it several members.
      if (name === EVENTS_QUEUE.name)
        this.groups.onBusy = (isBusy) => (this.worker.concurrency = concurrency + (isBusy ? MOST_MEMBERS / 2 : 0));
      this.worker.on('error', (error) => this.logger.event('worker.error', { reason: error.message }, 'warn'));
      this.worker.on('stalled', () => this.metrics.stalledJobs.inc({ queue: name }));
      this.limiting?.start();
    }

    async onModuleDestroy(): Promise<void> {
      await this.limiting?.stop();
    }

    /** Waits for running jobs, while the database is still connected. */
    async beforeApplicationShutdown(): Promise<void> {
      await this.worker.close();
    }

    async process(job: Job<MessageJobData>, token?: string): Promise<void> {
      try {
        await this.dispatcher.dispatch(job);
      } catch (error) {
        if (!(error instanceof PutOff)) throw error;
        await job.moveToDelayed(Date.now() + Math.ceil(error.forMs), token);
        throw new DelayedError();
      }
    }
  }
  return MessageProcessor;
}
