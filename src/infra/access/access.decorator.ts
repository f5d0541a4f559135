import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FORBIDDEN } from '../../kernel/common-errors.js';
import { Problems } from '../http/problems.decorator.js';
import {
  API_KEY_EXPIRED,
  API_KEY_INVALID,
  API_KEY_REVOKED,
  SESSION_ENDED,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_MISSING,
} from './access.errors.js';
import type { Pass } from './access-token.js';
import type { Actor, PlatformRole } from './actor.js';

export interface AccessRule {
  /** `none`: no token is looked at. `optional`: a token is used when there is one. `required`: no token, no answer. */
  readonly signIn: 'none' | 'optional' | 'required';
  readonly roles: readonly PlatformRole[];
}

export const ACCESS_RULE = 'lyceum:access';

const REFUSED = [
  ...[TOKEN_INVALID, TOKEN_EXPIRED, SESSION_ENDED],
  ...[API_KEY_INVALID, API_KEY_EXPIRED, API_KEY_REVOKED],
];

const rule = (value: AccessRule) => SetMetadata(ACCESS_RULE, value);

/** Anyone may call this route; a token is ignored. */
export const Public = () => rule({ signIn: 'none', roles: [] });

/** Anyone may call this route, and is known by a valid token; a bad token or malformed `Authorization` is refused. */
export const OptionalAccess = () =>
  applyDecorators(rule({ signIn: 'optional', roles: [] }), Problems(TOKEN_MISSING, ...REFUSED));

/** Signed-in people may call this route; with roles, only people who have one of them. */
export const Access = (...roles: PlatformRole[]) =>
  applyDecorators(
    rule({ signIn: 'required', roles }),
    Problems(TOKEN_MISSING, ...REFUSED, ...(roles.length > 0 ? [FORBIDDEN] : [])),
  );

export const FOR_GUESTS = 'lyceum:for-guests';

/** A guest’s token is taken on this route, beside what its access rule says: for the room that it was made for. */
export const Guests = () => SetMetadata(FOR_GUESTS, true);

export type RequestWithActor = FastifyRequest & { user?: Actor; pass?: Pass };

/** The caller: `@CurrentActor() actor: Actor`, or `Actor | undefined` on routes with optional sign-in. */
export const CurrentActor = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<RequestWithActor>().user,
);

/** The caller's token or key, for long work (streams) that has to end when the credential does. */
export const CurrentPass = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<RequestWithActor>().pass,
);
