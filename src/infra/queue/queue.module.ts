import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import type { DefaultJobOptions, Queue } from 'bullmq';
import { SECOND } from '../../kernel/clock.js';
import { QueueConfig } from '../config/config.js';
import { DeadLetters } from './dead-letters.js';
import { FailFastQueue } from './fail-fast-queue.js';
import { QueueDirectory } from './queue-directory.js';
import { queueNames } from './queues.js';

const COMMAND_TIMEOUT_MS = 5 * SECOND;
const LONGEST_RECONNECT_PAUSE_MS = 2 * SECOND;

const defaultJobOptions = ({ jobs }: QueueConfig): DefaultJobOptions => ({
  attempts: jobs.attempts,
  backoff: { type: 'exponential', delay: jobs.retryDelayMs, jitter: 0.5 },
  removeOnComplete: jobs.keepCompleted,
  removeOnFail: jobs.keepFailed,
});

BullModule.queueClass = FailFastQueue;

/** The queues as both processes see them: the API looks at them, the worker also fills and empties them. */
@Module({})
export class QueueModule {
  static forRoot(): DynamicModule {
    const names = queueNames();
    return {
      module: QueueModule,
      global: true,
      imports: [
        BullModule.forRootAsync({
          inject: [QueueConfig],
          useFactory: (config: QueueConfig) => ({
            prefix: config.prefix,
            connection: {
              url: config.redisUrl,
              ...config.redisTls,
              enableOfflineQueue: false,
              maxRetriesPerRequest: 0,
              connectTimeout: 2_000,
              // A Redis that accepts connections and never answers counts as down.
              commandTimeout: COMMAND_TIMEOUT_MS,
              socketTimeout: COMMAND_TIMEOUT_MS,
              retryStrategy: (attempt: number) => Math.min(attempt * 100, LONGEST_RECONNECT_PAUSE_MS),
            },
            skipWaitingForReady: true,
            // The check would run before there is a connection, and fail.
            skipVersionCheck: true,
            defaultJobOptions: defaultJobOptions(config),
          }),
        }),
        BullModule.registerQueue(...names.map((name) => ({ name }))),
      ],
      providers: [
        {
          provide: QueueDirectory,
          inject: names.map((name) => getQueueToken(name)),
          useFactory: (...queues: Queue[]) => new QueueDirectory(queues),
        },
        DeadLetters,
      ],
      exports: [QueueDirectory, DeadLetters, BullModule],
    };
  }
}
