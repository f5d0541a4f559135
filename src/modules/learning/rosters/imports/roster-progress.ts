import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { QueueConfig } from '../../../../infra/config/config.js';
import { RedisClient } from '../../../../infra/realtime/redis.client.js';
import { Metrics } from '../../../../infra/telemetry/metrics.js';

const KEPT_SECONDS = 3600;

/**
 * About how much of what is under way with imports is done, in percent. The work is one transaction, of which nobody sees
 * anything before its end, so that this is kept in Redis; without Redis it is not known.
 */
@Injectable()
export class RosterProgress {
  private readonly keyOf: (importId: string) => string;
  private readonly lost: Counter<'operation'>;

  constructor(
    private readonly redis: RedisClient,
    { prefix }: QueueConfig,
    metrics: Metrics,
  ) {
    this.lost = new Counter({
      name: 'roster_progress_lost_total',
      help: 'Times that the progress of imports of rosters could not be kept in Redis, or read there, by operation.',
      labelNames: ['operation'],
      registers: [metrics.registry],
    });
    this.keyOf = (importId) => `${prefix}:roster-progress:${importId}`;
  }

  /** The work does not wait for it. */
  note(importId: string, percent: number): void {
    void this.redis.commands
      .set(this.keyOf(importId), Math.max(0, Math.min(99, Math.floor(percent))), 'EX', KEPT_SECONDS)
      .catch(() => this.lost.inc({ operation: 'note' }));
  }

  /** By import; of which nothing is known are left out. */
  async of(importIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (importIds.length === 0) return new Map();
    const found = await this.redis.commands.mget(importIds.map(this.keyOf)).catch(() => {
      this.lost.inc({ operation: 'read' });
      return [];
    });
    return new Map(
      found.flatMap((percent, place): [string, number][] => {
        const id = importIds[place];
        return percent === null || id === undefined ? [] : [[id, Number(percent)]];
      }),
    );
  }
}
