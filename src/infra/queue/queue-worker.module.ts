import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { QueueConfig } from '../config/config.js';
import { ConsumerRegistry } from './consumer-registry.js';
import { CronProcessor } from './cron.processor.js';
import { MessageDispatcher } from './message-dispatcher.js';
import { Inbox } from './inbox.js';
import { MessageJobs } from './message-jobs.js';
import { MessageGroups } from './message-groups.js';
import { messageProcessorOf } from './message.processor.js';
import { queueWorkerFor } from './queue-worker.js';
import { messageQueues } from './queues.js';
import { OutboxLanes } from './outbox-lanes.js';
import { Reconciler } from './reconciler.js';
import { Relay } from './relay.js';
import { UnknownConsumers } from './unknown-consumers.js';

/** The consuming side of the queues; imported by the worker only, so that the API never takes a job. */
@Module({})
export class QueueWorkerModule {
  constructor(config: QueueConfig) {
    // Workers are constructed after all modules.
    BullModule.workerClass = queueWorkerFor(config);
  }

  static forRoot(): DynamicModule {
    return {
      module: QueueWorkerModule,
      imports: [DiscoveryModule],
      providers: [
        ConsumerRegistry,
        Inbox,
        MessageGroups,
        MessageJobs,
        MessageDispatcher,
        OutboxLanes,
        Relay,
        Reconciler,
        UnknownConsumers,
        ...messageQueues().map(messageProcessorOf),
        CronProcessor,
      ],
    };
  }
}
