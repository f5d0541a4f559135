import { createHash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import type { RequestWithActor } from '../access/access.decorator.js';
import type { RateLimitPolicy } from '../config/config.js';
import { addressKey } from './email-address.js';
import { networkKey, RateLimits } from './rate-limits.js';

const RATE_LIMIT = 'lyceum:rate-limit';

interface RateLimitRule {
  readonly policy: RateLimitPolicy;
  /**
   * `email`: of people who are not signed in, those who name one address in the body share the limit, and the whole
   * network has the general one. A campus behind one address signs in on Monday morning.
   */
  readonly per?: 'email';
}

/** Puts a route under a tighter policy than the general one. */
export const RateLimit = (policy: RateLimitPolicy, per?: RateLimitRule['per']) =>
  SetMetadata(RATE_LIMIT, { policy, per } satisfies RateLimitRule);

/** Signed-in people are counted per account, everyone else per network. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { policy, per } = this.reflector.getAllAndOverride<RateLimitRule | undefined>(RATE_LIMIT, [
      context.getHandler(),
      context.getClass(),
    ]) ?? { policy: 'general' };
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const email = per === 'email' && !request.user ? emailIn(request.body) : undefined;
    if (email !== undefined) await this.limits.countAnonymous(request.ip, reply);
    const client = request.user ? `user:${request.user.userId}` : networkKey(request.ip);
    await this.limits.count(policy, email === undefined ? client : `${client}:${email}`, request.ip, reply);
    return true;
  }
}

/** A digest: no address of a person is kept in Redis, and no key is as long as somebody likes. */
function emailIn(body: unknown): string | undefined {
  const { email } = (body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? createHash('sha256').update(addressKey(email)).digest('base64url') : undefined;
}
