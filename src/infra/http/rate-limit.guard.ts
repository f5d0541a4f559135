import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CodedError } from '../../kernel/coded-error.js';
import { RATE_LIMITED } from '../../kernel/common-errors.js';
import type { RequestWithActor } from '../access/access.decorator.js';
import { QueueConfig, RateLimitConfig, type RateLimitPolicy } from '../config/config.js';
import { RedisClient } from '../realtime/redis.client.js';
import { networkOf } from './network.js';

const RATE_LIMIT = 'lyceum:rate-limit';

/** Puts a route under a tighter policy than the general one. */
export const RateLimit = (policy: RateLimitPolicy) => SetMetadata(RATE_LIMIT, policy);

/**
 * Counts requests in Redis, so that all API processes share one limit; while Redis is away each process counts for
 * itself. Signed-in people are counted per account, everyone else per address (IPv6: per /64).
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly limiters = new Map<RateLimitPolicy, RateLimiterRedis>();

  constructor(
    private readonly reflector: Reflector,
    private readonly config: RateLimitConfig,
    redis: RedisClient,
    queue: QueueConfig,
  ) {
    for (const [policy, { requests, windowSeconds }] of Object.entries(config.policies)) {
      const options = { points: requests, duration: windowSeconds, keyPrefix: `${queue.prefix}.limit.${policy}` };
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

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.config.enabled) return true;
    const policy =
      this.reflector.getAllAndOverride<RateLimitPolicy | undefined>(RATE_LIMIT, [
        context.getHandler(),
        context.getClass(),
      ]) ?? 'general';
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = request.user ? `user:${request.user.userId}` : `address:${networkOf(request.ip)}`;
    const result = await this.consume(policy, key);
    const { requests, windowSeconds } = this.config.policies[policy];
    const resetSeconds = Math.ceil(result.msBeforeNext / 1000);
    reply.header('RateLimit-Policy', `"${policy}";q=${requests};w=${windowSeconds}`);
    reply.header('RateLimit', `"${policy}";r=${Math.max(0, result.remainingPoints)};t=${resetSeconds}`);
    if (result.consumedPoints > requests) throw new CodedError(RATE_LIMITED, { retryAfterSeconds: resetSeconds });
    return true;
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
