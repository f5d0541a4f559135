import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { QueueConfig } from '../config/config.js';
import { Logger } from '../telemetry/logger.js';

/** Commands fail at once while Redis is down, so that a request never waits for it. */
const FAIL_FAST: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  connectTimeout: 2_000,
  // A Redis that accepts connections and never answers counts as down, too.
  socketTimeout: 1_000,
  lazyConnect: true,
};

/** Connections for counters, nudges and health. The queues have connections of their own. */
@Injectable()
export class RedisClient implements OnModuleInit, OnApplicationShutdown {
  readonly commands: Redis;
  readonly subscriptions: Redis;
  private reachable = true;

  constructor(
    config: QueueConfig,
    private readonly logger: Logger,
  ) {
    const options: RedisOptions = { ...FAIL_FAST, ...config.redisTls };
    this.commands = new Redis(config.redisUrl, { ...options, connectionName: 'lyceum-commands' });
    this.subscriptions = new Redis(config.redisUrl, {
      ...options,
      connectionName: 'lyceum-subscriptions',
      autoResubscribe: true,
    });
    this.commands.on('error', (error: Error) => this.lost(error));
    this.commands.on('ready', () => this.found());
    this.subscriptions.on('error', () => undefined);
  }

  /** Waits for Redis for a moment; without it the process starts all the same. */
  async onModuleInit(): Promise<void> {
    const connecting = [this.commands, this.subscriptions].map((connection) => connection.connect());
    // eslint-disable-next-line lyceum/statements-in-turn -- these wait for Redis
    for (const result of await Promise.allSettled(connecting))
      if (result.status === 'rejected') this.lost(result.reason as Error);
  }

  onApplicationShutdown(): void {
    this.commands.disconnect();
    this.subscriptions.disconnect();
  }

  private lost(error: Error): void {
    if (this.reachable) this.logger.event('redis.lost', { reason: error.message }, 'warn');
    this.reachable = false;
  }

  private found(): void {
    if (!this.reachable) this.logger.event('redis.found');
    this.reachable = true;
  }
}
