import { Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Job } from 'bullmq';
import { MailConfig, QueueConfig, WebhookConfig } from '../config/config.js';
import { MINUTE } from '../../kernel/clock.js';
import { Logger } from '../telemetry/logger.js';
import { BackgroundLoop } from './background-loop.js';
import { MessageDispatcher } from './message-dispatcher.js';
import { QueueDirectory } from './queue-directory.js';
import type { MessageJobData } from './queues.js';

/** Runs message jobs; the queue's own class says which queue and how many at once. */
abstract class MessageProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly dispatcher: MessageDispatcher,
    private readonly concurrency: number,
    private readonly logger: Logger,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.concurrency;
    this.worker.on('error', (error) => this.logger.event('worker.error', { reason: error.message }, 'warn'));
  }

  /** Waits for the jobs that run, while the database is still connected. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  process(job: Job<MessageJobData>): Promise<void> {
    return this.dispatcher.dispatch(job);
  }
}

@Processor('events')
export class EventsProcessor extends MessageProcessor {
  constructor(dispatcher: MessageDispatcher, { concurrency }: QueueConfig, logger: Logger) {
    super(dispatcher, concurrency, logger);
  }
}

/** A queue of its own, so that receivers that do not answer keep nothing else waiting. */
@Processor('webhooks')
export class WebhooksProcessor extends MessageProcessor {
  constructor(dispatcher: MessageDispatcher, { concurrency }: WebhookConfig, logger: Logger) {
    super(dispatcher, concurrency, logger);
  }
}

@Processor('mail')
export class MailQueueProcessor extends MessageProcessor implements OnModuleDestroy {
  private readonly limiting: BackgroundLoop;

  constructor(
    dispatcher: MessageDispatcher,
    { concurrency }: QueueConfig,
    logger: Logger,
    queues: QueueDirectory,
    { ratePerMinute }: MailConfig,
  ) {
    super(dispatcher, concurrency, logger);
    // The limit lives in Redis and holds for all workers together; said again, because a flushed Redis forgets it.
    this.limiting = new BackgroundLoop(
      () =>
        queues
          .get('mail')
          .setGlobalRateLimit(ratePerMinute, MINUTE)
          .then(() => false),
      MINUTE / 2,
      (error) => logger.failure('mail.limit_failed', error),
    );
  }

  override onApplicationBootstrap(): void {
    super.onApplicationBootstrap();
    this.limiting.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.limiting.stop();
  }
}
