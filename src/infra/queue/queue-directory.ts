import { setTimeout as delay } from 'node:timers/promises';
import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Queue, RedisConnection } from 'bullmq';
import { QUEUES, type QueueName } from './queues.js';

/** How long the start waits for the first connection. */
const PATIENCE_MS = 2_000;

/** The BullMQ queues by name. Connection errors are expected while Redis is away and shown by the health check. */
@Injectable()
export class QueueDirectory implements OnModuleInit {
  private readonly queues: Readonly<Record<QueueName, Queue>>;

  constructor(
    @InjectQueue('events') events: Queue,
    @InjectQueue('mail') mail: Queue,
    @InjectQueue('webhooks') webhooks: Queue,
    @InjectQueue('cron') cron: Queue,
  ) {
    this.queues = { events, mail, webhooks, cron };
    for (const queue of this.all()) queue.on('error', () => undefined);
  }

  /** Gives Redis a chance to answer first; without it the process starts and serves all the same. */
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

  get(name: QueueName): Queue {
    return this.queues[name];
  }

  all(): Queue[] {
    return QUEUES.map((name) => this.queues[name]);
  }
}
