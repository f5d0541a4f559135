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

/** An API key that was valid when it was looked up. */
export interface VerifiedKey {
  readonly sub: string;
  readonly keyId: string;
  /** When it expires, in seconds since 1970. */
  readonly exp: number;
}

/** The credential of a request. */
export type Pass = VerifiedToken | VerifiedKey;

export interface AdmittedKey {
  readonly actor: Actor;
  readonly pass: VerifiedKey;
}

/** Resolves a verified token or an API key to its actor, while it is valid. Implemented by the auth module. */
export abstract class ActorSource {
  /**
   * @returns the actor as of at most a few seconds ago, or null when the session was revoked, the user deactivated or
   * the user's token version changed
   */
  abstract actorOf(claims: AccessTokenClaims): Promise<Actor | null>;
  /**
   * The same for an API key.
   * @param address the client's IP address, which the key's owner is shown
   * @throws CodedError api_key_invalid, api_key_expired, api_key_revoked
   */
  abstract actorOfKey(secret: string, address: string): Promise<AdmittedKey>;
  /** The actors of these credentials, in order, null for invalid ones; always from the database, never from a cache. */
  abstract actorsOf(passes: readonly Pass[]): Promise<Array<Actor | null>>;
}
