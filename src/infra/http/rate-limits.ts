import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CodedError } from '../../kernel/coded-error.js';
import { RATE_LIMITED } from '../../kernel/common-errors.js';
import type { RequestWithActor } from '../access/access.decorator.js';
import { QueueConfig, RateLimitConfig } from '../config/config.js';
import { API_KEY, GENERAL } from '../config/infra-limits.js';
import type { Allowance, RateLimitPolicy } from '../config/limits.js';
import { insuranceWindow } from '../realtime/insurance-window.js';
import { RedisClient } from '../realtime/redis.client.js';
import { SecurityEvents } from '../telemetry/security-events.js';
import { networkOf } from '../../kernel/network.js';
import { SlowDown } from './slow-down.js';

interface Counted {
  readonly limiter: RateLimiterRedis;
  readonly allowance: Allowance;
}

/**
 * Counts requests in Redis, so that all API processes share one limit; while Redis is away each process counts for
 * itself.
 */
@Injectable()
export class RateLimits {
  private readonly limiters = new Map<string, Counted>();
  private readonly slowDown: SlowDown;

  constructor(
    private readonly config: RateLimitConfig,
    private readonly security: SecurityEvents,
    redis: RedisClient,
    queue: QueueConfig,
  ) {
    this.slowDown = new SlowDown(config.slowDownMs);
    for (const [name, allowance] of config.policies) {
      const { count: points, windowSeconds: duration } = allowance;
      const options = { points, duration, keyPrefix: `${queue.prefix}.limit.${name}` };
      const insuranceLimiter = new RateLimiterMemory({ ...options, duration: insuranceWindow(duration) });
      const limiter = new RateLimiterRedis({ ...options, storeClient: redis.commands, insuranceLimiter });
      this.limiters.set(name, { limiter, allowance });
    }
  }

  /**
   * Counts one request, sets the `RateLimit` header, and delays the response when little is left.
   * @param key of the client
   * @param perMinute a lower limit of the client; null for none
   * @throws CodedError rate_limited
   */
  async count(
    policy: RateLimitPolicy,
    key: string,
    address: string,
    reply: FastifyReply,
    perMinute: number | null = null,
  ): Promise<void> {
    if (!this.config.enabled) return;
    const { limiter, allowance } = this.counted(policy);
    const { windowSeconds } = allowance;
    const own = perMinute === null ? Infinity : Math.ceil((perMinute * windowSeconds) / 60);
    const count = Math.min(allowance.count, own);
    const result = await consume(limiter, key);
    const resetSeconds = Math.ceil(result.msBeforeNext / 1000);
    reply.header('RateLimit-Policy', `"${policy.name}";q=${count};w=${windowSeconds}`);
    reply.header('RateLimit', `"${policy.name}";r=${Math.max(0, count - result.consumedPoints)};t=${resetSeconds}`);
    if (result.consumedPoints <= count) return this.slowDown.pause(result.consumedPoints / count, reply.raw);
    // Once per window and client: the log must not become what is flooded.
    if (result.consumedPoints === count + 1) this.security.record('rate_limited', { address });
    throw new CodedError(RATE_LIMITED, { retryAfterSeconds: resetSeconds });
  }

  /**
   * Counts a request whose route has no limit of its own: each API key apart, so that an app uses up nothing of the
   * person's limit, and everybody else under the general limit.
   * @throws CodedError rate_limited
   */
  async countGeneral(request: RequestWithActor, reply: FastifyReply): Promise<void> {
    const { user, ip } = request;
    if (user?.key) await this.count(API_KEY, `key:${user.sessionId}`, ip, reply, user.key.requestsPerMinute);
    else await this.count(GENERAL, clientKey(request), ip, reply);
  }

  /** Counts an unauthenticated request, under the general limit of its network. @throws CodedError rate_limited */
  async countAnonymous(address: string, reply: FastifyReply): Promise<void> {
    await this.count(GENERAL, networkKey(address), address, reply);
  }

  /**
   * Counts a request that failed before the rate-limit guard: in the body parser, or in the guard that checks roles.
   * Otherwise malformed requests would be free, although they cost the process most.
   * @throws CodedError rate_limited
   */
  async countRefused(request: RequestWithActor, reply: FastifyReply): Promise<void> {
    await this.countGeneral(request, reply);
  }

  /** Whether the request was counted, under any policy. */
  hasCounted(reply: FastifyReply): boolean {
    return !this.config.enabled || reply.hasHeader('RateLimit');
  }

  private counted({ name }: RateLimitPolicy): Counted {
    const counted = this.limiters.get(name);
    if (!counted) throw new Error(`No feature has the rate limit ${name}.`);
    return counted;
  }
}

function consume(limiter: RateLimiterRedis, key: string): Promise<RateLimiterRes> {
  return limiter.consume(key).catch((refused: unknown) => {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  });
}

/** Signed-in people are counted per account, everyone else per network. */
export const clientKey = ({ user, ip }: RequestWithActor) => (user ? `user:${user.userId}` : networkKey(ip));

/** An IPv6 customer has a /64 and more; see `networkOf`. */
const networkKey = (address: string) => `address:${networkOf(address)}`;
