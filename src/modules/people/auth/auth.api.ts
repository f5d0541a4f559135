import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../infra/access/actor.js';
import type { NewUser, UserRecord } from '../users/users.api.js';

/** Whoever claims to be the person. */
export interface Claimant {
  /** Network address of the client. */
  readonly address: string;
  /**
   * Credential of the request: the id of the login session, or the hash of the mailed secret. Failed attempts are
   * counted per credential, whatever networks they come from: a stolen token allows as many as one guesser.
   */
  readonly means: string;
}

/** Re-authentication by password for sensitive operations: an access token, which may be stolen, does not suffice. */
export abstract class Reauthentication {
  /**
   * Throttled like a sign-in. It hashes: call it before a transaction, never inside.
   * @throws CodedError wrong_password, sign_in_throttled, account_deactivated (only after the right password), and
   * session_ended when the account does not exist any more
   */
  abstract provePassword(userId: string, password: string, claimant: Claimant): Promise<void>;
}

/** Verification of an address by a secret that was mailed to it, returned by somebody signed in to its account. */
export abstract class AddressProof {
  /**
   * Marks the address as verified, in the caller's transaction. Require a sign-in to that account or its password
   * before: otherwise the owner of the mailbox could verify an attacker's account by opening a link (account
   * pre-hijacking).
   * @returns whether the address is still the account's
   */
  abstract prove(userId: string, email: string): Promise<boolean>;
}

/**
 * Row lock on the actor's login session or API key. The cached state of a session is up to five seconds old, too old
 * for what outlives it (feed, webhook, external calendar): a thief could create one while the account is recovered.
 */
export abstract class SessionLock {
  /**
   * Call it first in the transaction that creates, changes or renews such a thing. A concurrent revocation waits for
   * the transaction, then finds what was created, and revokes it as well.
   * @throws CodedError session_ended, api_key_revoked
   */
  abstract hold(actor: Actor): Promise<void>;
}

/**
 * Base class of features that manage service accounts. Every provider that extends it is asked whose keys the actor
 * manages, besides their own.
 */
export abstract class KeyCustodian {
  abstract manages(actor: Actor, accountId: string): Promise<boolean>;
  /** With a lock, which keeps the answer true until the transaction ends. */
  abstract managesFirmly(actor: Actor, accountId: string): Promise<boolean>;
}

/** What somebody who signs up asks for: to be admitted to an organization by one of its codes, with what the profile will say. */
export interface JoinWish {
  readonly code: string;
  readonly specialization?: string | null;
  readonly employeeId?: string | null;
  readonly studentNumber?: string | null;
}

/** Base class of the feature that takes it: every provider that extends it is given it in the transaction of the sign-up. */
export abstract class JoinWishHolder {
  abstract take(userId: string, wish: JoinWish): Promise<void>;
}

export abstract class ApiKeys {
  /** Revokes keys of these accounts that the person created, and whose secrets they know. */
  abstract revokeMadeBy(userId: string, accountIds: readonly string[]): Promise<void>;
}

/** A request of a browser, and what it is answered with. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface Credentials {
  /** An e-mail address or a username. */
  readonly identifier: string;
  readonly password: string;
}

/** Sign-in of pages that work without a script: forms of this server, whose cookie is the refresh token. */
export abstract class BrowserPeople {
  /** Renews the cookie. @returns null for a browser that is not signed in */
  abstract present(exchange: Exchange): Promise<Actor | null>;
  /** @throws CodedError invalid_credentials, sign_in_throttled, account_deactivated */
  abstract identify(credentials: Credentials, exchange: Exchange): Promise<Actor>;
}

export interface NewAccount extends Omit<NewUser, 'invitedBy'> {
  /** Omitted: the person is invited by e-mail to choose one. */
  readonly password?: string;
}

/** Creates accounts for others. */
export abstract class Accounts {
  /**
   * It may hash: call it before a transaction, never inside.
   * @param actor the administrator, whom the invitation names
   * @throws CodedError email_taken, username_taken, password_too_common
   */
  abstract create(actor: Actor, account: NewAccount): Promise<UserRecord>;
}

/** Creates accounts with a password that their owners choose, after a secret mailed to the address came back. */
export abstract class OwnAccounts {
  /**
   * Checks the password policy and hashes: call it before a transaction, never inside.
   * @throws CodedError validation_failed (its length), password_too_common
   */
  abstract hashAcceptable(password: string, person: Pick<NewUser, 'email' | 'name' | 'username'>): Promise<string>;
  /**
   * Runs in the caller's transaction, in which `AddressProof` verifies the address.
   * @param hash from `hashAcceptable`
   * @throws CodedError email_taken
   */
  abstract createWithHash(account: NewUser, hash: string): Promise<UserRecord>;
}

export { SIGN_IN } from './auth.limits.js';
export {
  ACCOUNT_DEACTIVATED,
  INVALID_CREDENTIALS,
  JOIN_CODE_INVALID,
  PASSWORD_TOO_COMMON,
  SIGN_IN_THROTTLED,
  TOO_MANY_JOIN_REQUESTS,
  WRONG_PASSWORD,
} from './auth.errors.js';
export { hasCredential } from './credential-statements.js';
