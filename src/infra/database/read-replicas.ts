import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Counter } from 'prom-client';
import { Clock, SECOND } from '../../kernel/clock.js';
import { DatabaseConfig } from '../config/config.js';
import { Logger, SERVICE } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { connectionOptions } from './data-source.js';
import { isConnectionLost, isRetryable } from './driver-errors.js';

/** How long a replica that was away is not asked. */
const REST_MS = 10 * SECOND;

interface Replica {
  readonly host: string;
  readonly pool: pg.Pool;
  /** Asked again from then on; 0 while it answers. */
  restsUntil: number;
}

/**
 * Pools of the read replicas, asked in turn. They connect when they are first asked, so that a process starts without
 * them; one that is away, or cancels a statement because it has to catch up, is not asked for a while (circuit breaker),
 * and the primary answers instead.
 */
@Injectable()
export class ReadReplicas implements OnApplicationShutdown {
  private readonly replicas: readonly Replica[];
  private readonly fallbacks: Counter;
  private turn = 0;

  constructor(
    config: DatabaseConfig,
    @Inject(SERVICE) applicationName: string,
    private readonly clock: Clock,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.replicas = config.replicaUrls.map((url) => {
      const pool = new pg.Pool({
        ...connectionOptions(config),
        connectionString: url,
        application_name: applicationName,
        max: config.poolSize,
        connectionTimeoutMillis: config.connectionTimeoutMs,
      });
      pool.on('error', () => undefined);
      return { host: new URL(url).host, pool, restsUntil: 0 };
    });
    this.fallbacks = new Counter({
      name: 'database_replica_fallbacks_total',
      help: 'Reports that the primary answered because no replica could.',
      registers: [metrics.registry],
    });
    metrics.observe('database_replicas', 'Read replicas by state.', ['state'], (gauge) => {
      const away = this.replicas.filter(({ restsUntil }) => restsUntil > this.now()).length;
      gauge.set({ state: 'up' }, this.replicas.length - away);
      gauge.set({ state: 'away' }, away);
    });
  }

  /** @throws Error of the driver, when the statement itself is at fault or the primary is away, too */
  async query<Row extends object>(query: pg.QueryConfig, primary: pg.Pool): Promise<pg.QueryResult<Row>> {
    for (let tries = this.replicas.length; tries > 0; tries -= 1) {
      const replica = this.replicas[(this.turn += 1) % this.replicas.length];
      if (!replica || replica.restsUntil > this.now()) continue;
      try {
        const result = await replica.pool.query<Row>(query);
        if (replica.restsUntil > 0) this.logger.event('replica.found', { host: replica.host });
        replica.restsUntil = 0;
        return result;
      } catch (error) {
        if (!isConnectionLost(error) && !isRetryable(error)) throw error;
        if (replica.restsUntil === 0)
          this.logger.event('replica.lost', { host: replica.host, reason: (error as Error).message }, 'warn');
        replica.restsUntil = this.now() + REST_MS;
      }
    }
    if (this.replicas.length > 0) this.fallbacks.inc();
    return primary.query<Row>(query);
  }

  async onApplicationShutdown(): Promise<void> {
    for (const { pool } of this.replicas) await pool.end();
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
