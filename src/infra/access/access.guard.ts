import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyReply } from 'fastify';
import { CodedError, type ErrorDefinition } from '../../kernel/coded-error.js';
import { FORBIDDEN } from '../../kernel/common-errors.js';
import { RateLimits } from '../http/rate-limits.js';
import { requestContext } from '../telemetry/request-context.js';
import { SecurityEvents } from '../telemetry/security-events.js';
import { ACCESS_RULE, type AccessRule, FOR_GUESTS, type RequestWithActor } from './access.decorator.js';
import {
  API_KEY_INVALID,
  API_KEY_REFUSED,
  API_KEY_REVOKED,
  INSUFFICIENT_SCOPE,
  SESSION_ENDED,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_MISSING,
} from './access.errors.js';
import { ActorSource, type VerifiedToken } from './access-token.js';
import type { Actor } from './actor.js';
import { GuestPasses } from './guest-passes.js';
import { scopeOf } from './key-access.js';
import { isKeySecret, KEY_PREFIX } from './key-secret.js';
import { suffices } from './scopes.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Failures that are recorded as security events; expired credentials are everyday. */
const SUSPICIOUS: readonly ErrorDefinition[] = [TOKEN_INVALID, SESSION_ENDED, API_KEY_INVALID, API_KEY_REVOKED];

/** The only guard: a route without `@Access`, `@OptionalAccess` or `@Public` is closed. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly actors: ActorSource,
    private readonly limits: RateLimits,
    private readonly security: SecurityEvents,
    private readonly tokens: VerifiedTokens,
    private readonly guests: GuestPasses,
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
    const store = requestContext.getStore();
    if (store) Object.assign(store, { userId: actor.userId, ...(actor.key && { apiKeyId: actor.sessionId }) });
    if (actor.key) this.assertScope(context, request, actor);
    if (rule.roles.length > 0 && !rule.roles.includes(actor.role)) {
      this.record(FORBIDDEN, request, actor.userId);
      throw new CodedError(FORBIDDEN);
    }
    return true;
  }

  /** Refused requests count against the rate limit, too: who guesses tokens gets no more answers than a guest. */
  private async authenticate(context: ExecutionContext, request: RequestWithActor): Promise<void> {
    try {
      const { authorization } = request.headers;
      const [key, token] = [keyIn(authorization), this.tokens.find(authorization)];
      const guest = this.guestIn(context, authorization);
      if (key !== undefined) await this.admitKey(key, request);
      else if (guest !== undefined) request.user = await this.guests.actorOf(guest);
      else if (token) await this.admitToken(token, request);
      else await super.canActivate(context);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      await this.limits.countAnonymous(request.ip, context.switchToHttp().getResponse<FastifyReply>());
      if (SUSPICIOUS.includes(error.definition)) this.record(error.definition, request, request.pass?.sub);
      throw error.definition === TOKEN_MISSING && request.headers.authorization !== undefined ? unreadable() : error;
    }
  }

  private guestIn(context: ExecutionContext, authorization: string | undefined): string | undefined {
    const isForGuests = this.reflector.get<boolean | undefined>(FOR_GUESTS, context.getHandler());
    return isForGuests ? this.guests.tokenIn(authorization) : undefined;
  }

  private async admitToken(token: VerifiedToken, request: RequestWithActor): Promise<void> {
    request.pass = token;
    const actor = await this.actors.actorOf(token);
    if (!actor) throw new CodedError(SESSION_ENDED);
    request.user = actor;
  }

  /** The checksum finds a mistyped key without a query. */
  private async admitKey(secret: string, request: RequestWithActor): Promise<void> {
    if (!isKeySecret(secret))
      throw new CodedError(API_KEY_INVALID, { detail: 'It is not whole: its last six digits are a checksum.' });
    const { actor, pass } = await this.actors.actorOfKey(secret, request.ip);
    Object.assign(request, { user: actor, pass });
  }

  /** @throws CodedError api_key_refused, insufficient_scope */
  private assertScope(context: ExecutionContext, request: RequestWithActor, { userId, key }: Actor): void {
    const scope = scopeOf(context.getClass(), context.getHandler());
    if (scope !== null && suffices(key?.scopes ?? [], scope)) return;
    this.record(scope === null ? API_KEY_REFUSED : INSUFFICIENT_SCOPE, request, userId);
    if (scope === null) throw new CodedError(API_KEY_REFUSED);
    throw new CodedError(INSUFFICIENT_SCOPE, { detail: `It needs \`${scope}\`.`, extensions: { scope } });
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

/** The API key of an `Authorization` header; undefined when it has none, but an access token, for example. */
function keyIn(authorization: string | undefined): string | undefined {
  const [scheme, credentials] = (authorization ?? '').split(/\s+/, 2);
  return scheme?.toLowerCase() === 'bearer' && credentials?.startsWith(KEY_PREFIX) ? credentials : undefined;
}

/** The usual slip is a token without the scheme `Bearer` (RFC 6750, section 2.1). */
function unreadable(): CodedError {
  return new CodedError(TOKEN_MISSING, {
    detail: '`Authorization` must be `Bearer`, a space and the access token or API key.',
  });
}

function reason(info: unknown): ErrorDefinition {
  if (!(info instanceof Error)) return SESSION_ENDED;
  if (info.name === 'TokenExpiredError') return TOKEN_EXPIRED;
  return info.message === 'No auth token' ? TOKEN_MISSING : TOKEN_INVALID;
}
