import { Injectable } from '@nestjs/common';
import type { VerifiedToken } from './access-token.js';

const MOST = 10_000;
/** Ours are half as long; whoever adds something of their own to the header would have all of it kept. */
const LONGEST_HEADER = 1_000;

/**
 * Access tokens that verified, by the header that they came in: a client comes with the same one until it expires. Only
 * what cannot change is remembered; whether its login session is alive is asked each time.
 */
@Injectable()
export class VerifiedTokens {
  private readonly tokens = new Map<string, VerifiedToken>();

  /** @returns undefined for one that must be verified, also because it has expired meanwhile */
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
