import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Clock, SECOND } from '../../kernel/clock.js';
import { QueueConfig } from '../config/config.js';
import { Nudges } from '../realtime/nudges.js';
import { RedisClient } from '../realtime/redis.client.js';
import { Metrics } from '../telemetry/metrics.js';

export interface CacheOptions {
  /** How long a value is shared by all processes. */
  readonly ttlMs: number;
  /** Bound of the values that a process keeps; the least recently written goes first. */
  readonly most: number;
}

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

/** Of a process, beside what all share: a value whose invalidation was lost with Redis is shared until its own time is over. */
const LOCAL_TTL_MS = 2 * SECOND;

/** Makes caches of two levels: the process, and Redis, which all processes share. */
@Injectable()
export class Caches implements OnApplicationBootstrap {
  private readonly prefix: string;
  private readonly made = new Map<string, { forgetLocally(): void }>();
  private readonly lookups: Counter;

  constructor(
    private readonly redis: RedisClient,
    private readonly nudges: Nudges,
    private readonly clock: Clock,
    metrics: Metrics,
    config: QueueConfig,
  ) {
    this.prefix = `${config.prefix}.cache.`;
    this.lookups = new Counter({
      name: 'cache_lookups_total',
      help: 'Lookups of caches, by cache and where the value was: local, shared or missed.',
      labelNames: ['cache', 'outcome'],
      registers: [metrics.registry],
    });
  }

  /**
   * For constructors.
   * @param name unique; values are JSON, and the same for whoever may ask for them
   */
  of<T>(name: string, options: CacheOptions): TwoLevelCache<T> {
    const cache = new TwoLevelCache<T>(this.prefix + name, options, this.redis, this.clock, (outcome) =>
      this.lookups.inc({ cache: name, outcome }),
    );
    this.made.set(name, cache);
    return cache;
  }

  /** Not before: Redis is connected by now, or known to be away. */
  onApplicationBootstrap(): void {
    for (const [name, cache] of this.made) this.nudges.listen(topicOf(name), () => cache.forgetLocally());
  }

  /**
   * Invalidates every value of a cache, in all processes: at once where Redis is there, else when they are too old.
   * Call it after the commit.
   */
  async forget(name: string): Promise<void> {
    await this.redis.commands.incr(`${this.prefix}${name}.generation`).catch(() => undefined);
    this.nudges.send(topicOf(name));
  }
}

const topicOf = (name: string) => `cache.${name}`;

export class TwoLevelCache<T> {
  private readonly local = new Map<string, Kept<T>>();
  /** Concurrent lookups of one key share one computation. */
  private readonly underWay = new Map<string, Promise<T>>();
  /** Counts invalidations: what was begun before one is not kept. */
  private epoch = 0;

  constructor(
    private readonly name: string,
    private readonly options: CacheOptions,
    private readonly redis: RedisClient,
    private readonly clock: Clock,
    private readonly count: (outcome: 'local' | 'shared' | 'missed') => void,
  ) {}

  /** @param compute is asked for what neither level has; without Redis only this process keeps it */
  async get(key: string, compute: () => Promise<T>): Promise<T> {
    const kept = this.local.get(key);
    if (kept && kept.until > this.now()) {
      this.count('local');
      return kept.value;
    }
    const begun = this.underWay.get(key);
    if (begun) return begun;
    const looking = this.look(key, compute).finally(() => {
      if (this.underWay.get(key) === looking) this.underWay.delete(key);
    });
    this.underWay.set(key, looking);
    return looking;
  }

  forgetLocally(): void {
    this.epoch += 1;
    this.local.clear();
    this.underWay.clear();
  }

  private async look(key: string, compute: () => Promise<T>): Promise<T> {
    const { epoch } = this;
    const shared = await this.shared(key);
    this.count(shared.found ? 'shared' : 'missed');
    const value = shared.found ? shared.found.value : await compute();
    if (!shared.found && shared.generation !== null) await this.share(key, shared.generation, value);
    if (epoch === this.epoch) this.keep(key, value);
    return value;
  }

  private keep(key: string, value: T): void {
    this.local.delete(key);
    const [oldest] = this.local.keys();
    if (this.local.size >= this.options.most && oldest !== undefined) this.local.delete(oldest);
    this.local.set(key, { value, until: this.now() + Math.min(LOCAL_TTL_MS, this.options.ttlMs) });
  }

  /** @returns the generation null while Redis is away */
  private async shared(key: string): Promise<{ generation: string | null; found?: { value: T } }> {
    try {
      const [generation, text] = await this.redis.commands.mget(`${this.name}.generation`, this.keyOf(key));
      const current = generation ?? '0';
      const stored = text ? (JSON.parse(text) as { generation: string; value: T }) : undefined;
      // Stored before the last invalidation, or computed from what was before.
      return { generation: current, ...(stored?.generation === current ? { found: stored } : {}) };
    } catch {
      return { generation: null };
    }
  }

  private async share(key: string, generation: string, value: T): Promise<void> {
    const text = JSON.stringify({ generation, value });
    await this.redis.commands.set(this.keyOf(key), text, 'PX', this.options.ttlMs).catch(() => undefined);
  }

  private keyOf(key: string): string {
    return `${this.name}.values.${key}`;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
