import { setTimeout as delay } from 'node:timers/promises';
import type { OnModuleInit } from '@nestjs/common';
import { type Queue, RedisConnection } from 'bullmq';
import { CodedError } from '../../kernel/coded-error.js';
import { NOT_FOUND } from '../../kernel/common-errors.js';

/** How long the start waits for Redis. */
const PATIENCE_MS = 2_000;

/** The BullMQ queues by name. Connection errors are expected while Redis is down; the health check shows them. */
export class QueueDirectory implements OnModuleInit {
  private readonly queues: ReadonlyMap<string, Queue>;

  constructor(queues: readonly Queue[]) {
    this.queues = new Map(queues.map((queue) => [queue.name, queue]));
    for (const queue of queues) queue.on('error', () => undefined);
  }

  /** Waits for Redis for a moment; without it the process starts all the same. */
  async onModuleInit(): Promise<void> {
    // eslint-disable-next-line lyceum/statements-in-turn -- these wait for Redis
    const connected = Promise.allSettled(
      this.all().map(async (queue) => RedisConnection.waitUntilReady(await queue.getBackend().client)),
    );
    const patience = new AbortController();
    // eslint-disable-next-line lyceum/statements-in-turn -- one waits for Redis, the other for the clock
    await Promise.race([connected, delay(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  }

  find(name: string): Queue | undefined {
    return this.queues.get(name);
  }

  /** @throws CodedError not_found when there is no queue of this name */
  getOrThrow(name: string): Queue {
    const queue = this.find(name);
    if (!queue) throw new CodedError(NOT_FOUND);
    return queue;
  }

  get(name: string): Queue {
    const queue = this.find(name);
    if (!queue) throw new Error(`No feature has a queue ${name}.`);
    return queue;
  }

  all(): Queue[] {
    return [...this.queues.values()];
  }
}
