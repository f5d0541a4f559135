import type { Actor } from './actor.js';

/** The claims of an access token (RFC 7519); `sid` is the login session, `ver` the user's token version. */
export interface AccessTokenClaims {
  readonly sub: string;
  readonly sid: string;
  readonly ver: number;
}

/** A token whose signature, issuer, audience and expiry were verified. */
export interface VerifiedToken extends AccessTokenClaims {
  /** When it expires, in seconds since 1970. */
  readonly exp: number;
}

/** Knows whether the login session behind a token that verified is still alive. Implemented by the auth module. */
export abstract class ActorSource {
  /**
   * @returns the actor as of at most a few seconds ago, or null when the session was revoked, the user deactivated or
   * the user's token version changed
   */
  abstract actorOf(claims: AccessTokenClaims): Promise<Actor | null>;
  /** The same for many at once, in their order; the database is asked once for all of them. */
  abstract actorsOf(claims: readonly AccessTokenClaims[]): Promise<Array<Actor | null>>;
}
