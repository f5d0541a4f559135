import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply } from 'fastify';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import { FORBIDDEN } from '../../kernel/common-errors.js';
import { RateLimits } from '../http/rate-limits.js';
import { requestContext } from '../telemetry/request-context.js';
import { SecurityEvents } from '../telemetry/security-events.js';
import { ACCESS_RULE, type AccessRule, type RequestWithActor } from './access.decorator.js';
import { SESSION_ENDED, TOKEN_EXPIRED, TOKEN_INVALID, TOKEN_MISSING } from './access.errors.js';
import type { Actor } from './actor.js';

/** The one guard: a route without `@Access`, `@OptionalAccess` or `@Public` is closed. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
    private readonly security: SecurityEvents,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) throw new CodedError(FORBIDDEN, { detail: 'The route declares no access rule.' });
    if (rule.signIn === 'none') return true;
    const request = context.switchToHttp().getRequest<RequestWithActor>();
    if (rule.signIn === 'optional' && request.headers.authorization === undefined) return true;
    await this.authenticate(context, request);
    const actor = request.user as Actor;
    if (rule.roles.length > 0 && !rule.roles.includes(actor.role)) {
      this.record(FORBIDDEN, request, actor.userId);
      throw new CodedError(FORBIDDEN);
    }
    const store = requestContext.getStore();
    if (store) store.userId = actor.userId;
    return true;
  }

  /** Who is refused is counted like everybody else: a guesser of tokens gets no more answers than a guest. */
  private async authenticate(context: ExecutionContext, request: RequestWithActor): Promise<void> {
    try {
      await super.canActivate(context);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      await this.limits.countAnonymous(request.ip, context.switchToHttp().getResponse<FastifyReply>());
      if (error.definition === TOKEN_INVALID || error.definition === SESSION_ENDED)
        this.record(error.definition, request, request.token?.sub);
      throw error.definition === TOKEN_MISSING && request.headers.authorization !== undefined ? unreadable() : error;
    }
  }

  private record({ code }: ErrorDefinition, request: RequestWithActor, userId?: string): void {
    this.security.record(code, { address: request.ip, userId, route: request.routeOptions.url });
  }

  /** Called by passport with what it found; `info` says why there is no user. */
  override handleRequest<T>(error: unknown, actor: T | false, info: unknown): T {
    if (error) throw error as Error;
    if (!actor) throw new CodedError(reason(info));
    return actor;
  }
}

/** A token by itself is the usual slip (RFC 6750, section 2.1). */
function unreadable(): CodedError {
  return new CodedError(TOKEN_MISSING, { detail: '`Authorization` must be `Bearer`, a space and the access token.' });
}

function reason(info: unknown): ErrorDefinition {
  if (!(info instanceof Error)) return SESSION_ENDED;
  if (info.name === 'TokenExpiredError') return TOKEN_EXPIRED;
  return info.message === 'No auth token' ? TOKEN_MISSING : TOKEN_INVALID;
}
