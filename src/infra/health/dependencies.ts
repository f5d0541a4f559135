import { Injectable } from '@nestjs/common';
import { withinTime } from '../../kernel/time-limit.js';
import { CircuitBreakers, type ServiceCircuits } from '../circuits/circuit-breakers.js';
import { Sql } from '../database/sql.js';
import { QueueDirectory } from '../queue/queue-directory.js';
import { RedisClient } from '../realtime/redis.client.js';
import { TimeZoneData, type TimeZoneDataReport } from './time-zone-data.js';
import { EVENTS_QUEUE } from '../queue/queues.js';

export type ServiceState = 'up' | 'down';

export interface DependencyReport {
  readonly database: ServiceState;
  readonly redis: ServiceState;
  readonly queue: ServiceState;
  readonly timeZoneData: TimeZoneDataReport;
  /** None while the database is down, which knows of them. */
  readonly outside: readonly ServiceCircuits[];
}

const TIMEOUT_MS = 2_000;

/** Probes each service that Lyceum depends on, with a timeout. */
@Injectable()
export class Dependencies {
  constructor(
    private readonly sql: Sql,
    private readonly redis: RedisClient,
    private readonly queues: QueueDirectory,
    private readonly timeZoneData: TimeZoneData,
    private readonly circuits: CircuitBreakers,
  ) {}

  async report(): Promise<DependencyReport> {
    // eslint-disable-next-line lyceum/statements-in-turn -- each asks another service
    const [database, redis, queue, outside] = await Promise.all([
      this.database(),
      this.redisState(),
      this.queue(),
      this.outside(),
    ]);
    return { database, redis, queue, timeZoneData: this.timeZoneData.report(), outside };
  }

  database(): Promise<ServiceState> {
    return state(this.sql.query('health', 'SELECT 1'));
  }

  private redisState(): Promise<ServiceState> {
    return state(this.redis.commands.ping());
  }

  private outside(): Promise<ServiceCircuits[]> {
    return withinTime(this.circuits.states(), TIMEOUT_MS).catch(() => []);
  }

  private queue(): Promise<ServiceState> {
    return state(this.queues.get(EVENTS_QUEUE.name).getJobCountByTypes('waiting'));
  }
}

async function state(check: Promise<unknown>): Promise<ServiceState> {
  try {
    await withinTime(check, TIMEOUT_MS);
    return 'up';
  } catch {
    return 'down';
  }
}
