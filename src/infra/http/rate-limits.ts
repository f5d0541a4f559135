import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CodedError } from '../../kernel/coded-error.js';
import { RATE_LIMITED } from '../../kernel/common-errors.js';
import { QueueConfig, RateLimitConfig, type RateLimitPolicy } from '../config/config.js';
import { RedisClient } from '../realtime/redis.client.js';
import { SecurityEvents } from '../telemetry/security-events.js';
import { networkOf } from '../../kernel/network.js';
import { SlowDown } from './slow-down.js';

/**
 * Counts requests in Redis, so that all API processes share one limit; while Redis is away each process counts for
 * itself.
 */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<RateLimitPolicy, RateLimiterRedis>();
  private readonly slowDown: SlowDown;

  constructor(
    private readonly config: RateLimitConfig,
    private readonly security: SecurityEvents,
    redis: RedisClient,
    queue: QueueConfig,
  ) {
    this.slowDown = new SlowDown(config.slowDownMs);
    for (const [policy, { count, windowSeconds }] of Object.entries(config.policies)) {
      const options = { points: count, duration: windowSeconds, keyPrefix: `${queue.prefix}.limit.${policy}` };
      this.limiters.set(
        policy as RateLimitPolicy,
        new RateLimiterRedis({
          ...options,
          storeClient: redis.commands,
          insuranceLimiter: new RateLimiterMemory(options),
        }),
      );
    }
  }

  /**
   * Counts one request, tells the client where it stands, and lets it wait when little is left.
   * @param key who is counted
   * @throws CodedError rate_limited
   */
  async count(policy: RateLimitPolicy, key: string, address: string, reply: FastifyReply): Promise<void> {
    if (!this.config.enabled) return;
    const result = await this.consume(policy, key);
    const { count, windowSeconds } = this.config.policies[policy];
    const resetSeconds = Math.ceil(result.msBeforeNext / 1000);
    reply.header('RateLimit-Policy', `"${policy}";q=${count};w=${windowSeconds}`);
    reply.header('RateLimit', `"${policy}";r=${Math.max(0, result.remainingPoints)};t=${resetSeconds}`);
    if (result.consumedPoints <= count) return this.slowDown.pause(result.consumedPoints / count, reply.raw);
    // Once per window and client: the log must not become what is flooded.
    if (result.consumedPoints === count + 1) this.security.record('rate_limited', { address });
    throw new CodedError(RATE_LIMITED, { retryAfterSeconds: resetSeconds });
  }

  /** Counts a request that nobody signed, under the general limit of its network. @throws CodedError rate_limited */
  async countAnonymous(address: string, reply: FastifyReply): Promise<void> {
    await this.count('general', networkKey(address), address, reply);
  }

  private async consume(policy: RateLimitPolicy, key: string): Promise<RateLimiterRes> {
    const limiter = this.limiters.get(policy);
    if (!limiter) throw new Error(`There is no rate limit ${policy}.`);
    return limiter.consume(key).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
  }
}

/** An IPv6 customer has a /64 and more; see `networkOf`. */
export const networkKey = (address: string) => `address:${networkOf(address)}`;
