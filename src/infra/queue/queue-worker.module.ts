import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { QueueConfig } from '../config/config.js';
import { ConsumerRegistry } from './consumer-registry.js';
import { CronProcessor } from './cron.processor.js';
import { MessageDispatcher } from './message-dispatcher.js';
import { EventsProcessor, MailQueueProcessor, WebhooksProcessor } from './message.processor.js';
import { QueueModule } from './queue.module.js';
import { queueWorkerFor } from './queue-worker.js';
import { OutboxLanes } from './outbox-lanes.js';
import { Reconciler } from './reconciler.js';
import { Relay } from './relay.js';
import { UnknownConsumers } from './unknown-consumers.js';

/** The consuming side of the queues; imported by the worker only, so that the API never takes a job. */
@Module({
  imports: [QueueModule, DiscoveryModule],
  providers: [
    ConsumerRegistry,
    MessageDispatcher,
    OutboxLanes,
    Relay,
    Reconciler,
    UnknownConsumers,
    EventsProcessor,
    MailQueueProcessor,
    WebhooksProcessor,
    CronProcessor,
  ],
})
export class QueueWorkerModule {
  constructor(config: QueueConfig) {
    // The workers are made after all modules.
    BullModule.workerClass = queueWorkerFor(config);
  }
}
