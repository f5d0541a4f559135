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

/** An API key that was alive when it was looked at. */
export interface VerifiedKey {
  readonly sub: string;
  readonly keyId: string;
  /** When it expires, in seconds since 1970. */
  readonly exp: number;
}

/** What a request was let in with. */
export type Pass = VerifiedToken | VerifiedKey;

export interface AdmittedKey {
  readonly actor: Actor;
  readonly pass: VerifiedKey;
}

/** Knows who is behind a token that verified, or an API key, while it is alive. Implemented by the auth module. */
export abstract class ActorSource {
  /**
   * @returns the actor as of at most a few seconds ago, or null when the session was revoked, the user deactivated or
   * the user's token version changed
   */
  abstract actorOf(claims: AccessTokenClaims): Promise<Actor | null>;
  /**
   * The same for an API key.
   * @param address where it came from, which its owner is shown
   * @throws CodedError api_key_invalid, api_key_expired, api_key_revoked
   */
  abstract actorOfKey(secret: string, address: string): Promise<AdmittedKey>;
  /** Who is still behind these, in their order; the database is asked, whatever is remembered. */
  abstract actorsOf(passes: readonly Pass[]): Promise<Array<Actor | null>>;
}
