import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CodedError } from '../../kernel/coded-error.js';
import { RATE_LIMITED } from '../../kernel/common-errors.js';
import { QueueConfig, RateLimitConfig } from '../config/config.js';
import type { QuotaPolicy } from '../config/limits.js';
import { insuranceWindow } from '../realtime/insurance-window.js';
import { RedisClient } from '../realtime/redis.client.js';

/** The charge of one request against one quota. */
export interface Share {
  readonly quota: QuotaPolicy;
  /** Key of the quota: an account, a network, an address. Stored as a hash, because addresses are personal data. */
  readonly of: string;
  /** Defaults to 1. */
  readonly points?: number;
}

/**
 * Quotas of what callers use up: slots taken, people written to, bytes stored. Counted in Redis for all processes
 * together; while Redis is down each process counts for itself.
 */
@Injectable()
export class Quotas {
  private readonly limiters = new Map<string, RateLimiterRedis>();

  constructor(
    private readonly config: RateLimitConfig,
    redis: RedisClient,
    queue: QueueConfig,
  ) {
    for (const [name, { count, windowSeconds }] of config.quotas) {
      const options = { points: count, duration: windowSeconds, keyPrefix: `${queue.prefix}.quota.${name}` };
      this.limiters.set(
        name,
        new RateLimiterRedis({
          ...options,
          storeClient: redis.commands,
          insuranceLimiter: new RateLimiterMemory({ ...options, duration: insuranceWindow(windowSeconds) }),
        }),
      );
    }
  }

  /**
   * Charges all shares or none: they are refunded when one quota is exceeded.
   * @throws CodedError rate_limited, with the time until that quota is reset
   */
  async take(shares: readonly Share[]): Promise<void> {
    if (!this.config.enabled) return;
    const taken: Share[] = [];
    for (const share of shares) {
      taken.push(share);
      const refusal = await this.consume(share);
      if (!refusal) continue;
      await this.giveBack(taken);
      throw new CodedError(RATE_LIMITED, { retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) });
    }
  }

  async giveBack(shares: readonly Share[]): Promise<void> {
    if (!this.config.enabled) return;
    for (const share of shares) await this.limiter(share.quota).reward(keyOf(share), share.points ?? 1);
  }

  /** Charges afterwards, without refusing anything; later requests may be refused for it. */
  async add(share: Share): Promise<void> {
    if (this.config.enabled) await this.limiter(share.quota).penalty(keyOf(share), share.points ?? 1);
  }

  private async consume(share: Share): Promise<RateLimiterRes | undefined> {
    try {
      await this.limiter(share.quota).consume(keyOf(share), share.points ?? 1);
      return undefined;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    }
  }

  private limiter({ name }: QuotaPolicy): RateLimiterRedis {
    const limiter = this.limiters.get(name);
    if (!limiter) throw new Error(`No feature has the quota ${name}.`);
    return limiter;
  }
}

function keyOf({ of }: Share): string {
  return createHash('sha256').update(of.toLowerCase()).digest('base64url');
}
