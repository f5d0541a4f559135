import { Injectable } from '@nestjs/common';
import type { VerifiedToken } from './access-token.js';

const MOST = 10_000;
/** Longer headers are not cached: ours are half as long, and anybody may pad theirs. */
const LONGEST_HEADER = 1_000;

/**
 * Cache of verified access tokens, by `Authorization` header: a client sends the same one until it expires. Only what
 * cannot change is cached; whether the login session is alive is checked each time.
 */
@Injectable()
export class VerifiedTokens {
  private readonly tokens = new Map<string, VerifiedToken>();

  /** @returns undefined for a token that is not cached, or has expired meanwhile, and must be verified */
  find(authorization: string | undefined): VerifiedToken | undefined {
    const token = authorization === undefined ? undefined : this.tokens.get(authorization);
    return token && Date.now() < token.exp * 1000 ? token : undefined;
  }

  remember(authorization: string | undefined, token: VerifiedToken): void {
    if (authorization === undefined || authorization.length > LONGEST_HEADER) return;
    this.tokens.delete(authorization);
    const [oldest] = this.tokens.keys();
    if (this.tokens.size >= MOST && oldest !== undefined) this.tokens.delete(oldest);
    this.tokens.set(authorization, token);
  }
}
