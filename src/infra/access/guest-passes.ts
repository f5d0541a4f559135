import { Injectable } from '@nestjs/common';
import { CodedError } from '../../kernel/coded-error.js';
import { TOKEN_INVALID } from './access.errors.js';
import type { Actor } from './actor.js';

/** Tokens of guests begin so; nothing else takes them. */
export const GUEST_TOKEN_PREFIX = 'lyg_';

/** @throws CodedError token_invalid, token_expired, session_ended */
export type GuestSource = (token: string) => Promise<Actor>;

/** Guests, who have no account, on routes with `@Guests()`. The feature that invites them says who they are. */
@Injectable()
export class GuestPasses {
  private source: GuestSource | null = null;

  use(source: GuestSource): void {
    this.source = source;
  }

  /** The guest's token of an `Authorization` header; undefined for everything else. */
  tokenIn(authorization: string | undefined): string | undefined {
    const [scheme, credentials] = (authorization ?? '').split(/\s+/, 2);
    return scheme?.toLowerCase() === 'bearer' && credentials?.startsWith(GUEST_TOKEN_PREFIX) ? credentials : undefined;
  }

  /** @throws CodedError token_invalid, token_expired, session_ended */
  actorOf(token: string): Promise<Actor> {
    if (!this.source) throw new CodedError(TOKEN_INVALID);
    return this.source(token);
  }
}
