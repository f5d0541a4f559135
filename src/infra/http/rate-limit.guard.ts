import { createHash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { addressKey } from '../../kernel/email-address.js';
import type { RequestWithActor } from '../access/access.decorator.js';
import type { RateLimitPolicy } from '../config/limits.js';
import { clientKey, RateLimits } from './rate-limits.js';

export const RATE_LIMIT = 'lyceum:rate-limit';

export interface RateLimitRule {
  readonly policy: RateLimitPolicy;
  /**
   * Of people who are not signed in, those who name one address in the body, or come with the secret of one mailed link,
   * share the limit, and the whole network has the general one. A campus behind one address signs in on Monday morning.
   */
  readonly per?: 'email' | 'token';
}

/** Puts a route under a tighter policy than the general one. */
export const RateLimit = (policy: RateLimitPolicy, per?: RateLimitRule['per']) =>
  SetMetadata(RATE_LIMIT, { policy, per } satisfies RateLimitRule);

/** Counts every request that comes as far as the guards; `ProblemFilter` counts what fails before. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<RateLimitRule | undefined>(RATE_LIMIT, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    // Tighter limits are of the person, whatever they come with: many keys are not many people.
    if (!rule || request.user?.key) await this.limits.countGeneral(request, reply);
    if (rule) await this.countTighter(rule, request, reply);
    return true;
  }

  private async countTighter(
    { policy, per }: RateLimitRule,
    request: RequestWithActor,
    reply: FastifyReply,
  ): Promise<void> {
    const subject = per && !request.user ? subjectIn(request.body, per) : undefined;
    if (subject !== undefined) await this.limits.countAnonymous(request.ip, reply);
    const client = clientKey(request);
    await this.limits.count(policy, subject === undefined ? client : `${client}:${subject}`, request.ip, reply);
  }
}

/** A digest: neither addresses nor secrets are kept in Redis, and no key is as long as somebody likes. */
function subjectIn(body: unknown, per: 'email' | 'token'): string | undefined {
  const value = ((body ?? {}) as Record<string, unknown>)[per];
  if (typeof value !== 'string') return undefined;
  const subject = per === 'email' ? addressKey(value) : value;
  return createHash('sha256').update(subject).digest('base64url');
}
