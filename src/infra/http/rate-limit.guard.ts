import { createHash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { addressKey } from '../../kernel/email-address.js';
import type { RequestWithActor } from '../access/access.decorator.js';
import type { RateLimitPolicy } from '../config/limits.js';
import { clientKey, RateLimits } from './rate-limits.js';

export const RATE_LIMIT = 'lyceum:rate-limit';

type Subject = 'email' | 'identifier' | 'token';

export interface RateLimitRule {
  readonly policy: RateLimitPolicy;
  /**
   * Key of the limit for people who are not signed in: the e-mail address in the body, what it calls the account that
   * somebody signs in to, or the secret of a mailed link, while their network only has the general limit: a whole campus may be behind one IP address.
   */
  readonly per?: Subject;
}

/** Puts a route under a tighter policy than the general one. */
export const RateLimit = (policy: RateLimitPolicy, per?: RateLimitRule['per']) =>
  SetMetadata(RATE_LIMIT, { policy, per } satisfies RateLimitRule);

/** Counts every request that reaches the guards; `ProblemFilter` counts those that fail before. */
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
    // Tighter limits are per person, not per API key.
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

/** Hashed, so that Redis keeps neither addresses nor secrets, and keys have bounded length. */
function subjectIn(body: unknown, per: Subject): string | undefined {
  const fields = (body ?? {}) as Record<string, unknown>;
  const value = per === 'identifier' ? (fields['identifier'] ?? fields['email']) : fields[per];
  if (typeof value !== 'string') return undefined;
  const subject = per === 'token' ? value : addressKey(value);
  return createHash('sha256').update(subject).digest('base64url');
}
