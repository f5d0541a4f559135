import type { Actor } from '../../../infra/access/actor.js';
import type { NewUser, UserRecord } from '../users/users.api.js';

/** Whoever says that they are the person. */
export interface Claimant {
  /** The network address that the request came from. */
  readonly address: string;
  /**
   * What they came in with: the id of the login session, or the hash of the secret that was mailed. Guesses are counted for
   * that, from whatever networks they come: a stolen token has the tries of one guesser.
   */
  readonly means: string;
}

/** Lets whoever holds a token show that they are the person: a token of 15 minutes is no reason to give an account away. */
export abstract class Reauthentication {
  /**
   * Counted against guessing as a sign-in is. It hashes: call it before a transaction, never inside.
   * @throws CodedError wrong_password, sign_in_throttled, account_deactivated (only who knows the password is told), and
   *   session_ended when there is no such account any more
   */
  abstract provePassword(userId: string, password: string, claimant: Claimant): Promise<void>;
}

/** What it means that a secret that was mailed to an address came back from somebody who is signed in to its account. */
export abstract class AddressProof {
  /**
   * The address counts as the account's from now on, and what was meant for it before is the account's. In the caller's
   * transaction. Ask for a sign-in to that account or for its password first: the owner of an address must not make
   * somebody else's account theirs by pressing a button.
   * @returns whether the address is still the account's
   */
  abstract prove(userId: string, email: string): Promise<boolean>;
}

/**
 * What a process believes of a login session, or of an API key, is up to five seconds old, which is too old for what outlives the session:
 * a feed, a webhook, a calendar that is read. Whoever lost the account could make one while it is taken back.
 */
export abstract class SessionLock {
  /**
   * First in the transaction that makes, changes or renews such a thing. Until the transaction ends, the session does
   * not: whoever ends it then finds what was made, and ends that as well.
   * @throws CodedError session_ended, api_key_revoked
   */
  abstract hold(actor: Actor): Promise<void>;
}

/**
 * A feature in which people manage accounts of no person. Every provider that extends this class is asked whose keys somebody
 * manages beside their own.
 */
export abstract class KeyCustodian {
  abstract manages(actor: Actor, accountId: string): Promise<boolean>;
  /** In a transaction, until whose end it stays so. */
  abstract managesFirmly(actor: Actor, accountId: string): Promise<boolean>;
}

/** API keys, as other features see them. */
export abstract class ApiKeys {
  /** Ends the keys that the person made for these accounts, and knows. */
  abstract revokeMadeBy(userId: string, accountIds: readonly string[]): Promise<void>;
}

export interface NewAccount extends Omit<NewUser, 'invitedBy'> {
  /** Left out, the person is invited by e-mail to choose one. */
  readonly password?: string;
}

/** Makes accounts for others. */
export abstract class Accounts {
  /**
   * It may hash: call it before a transaction, never inside.
   * @param actor who makes it, whom the invitation names
   * @throws CodedError email_taken, password_too_common
   */
  abstract create(actor: Actor, account: NewAccount): Promise<UserRecord>;
}

/** Accounts of people who choose their own password: whoever was mailed a secret makes the account of that address. */
export abstract class OwnAccounts {
  /**
   * It hashes: call it before a transaction, never inside.
   * @throws CodedError validation_failed (its length), password_too_common
   */
  abstract hashAcceptable(password: string, person: Pick<NewUser, 'email' | 'name'>): Promise<string>;
  /**
   * In the caller's transaction, in which `AddressProof` says that the address is theirs.
   * @param hash of `hashAcceptable`
   * @throws CodedError email_taken
   */
  abstract createWithHash(account: NewUser, hash: string): Promise<UserRecord>;
}

export { SIGN_IN } from './auth.limits.js';
export { ACCOUNT_DEACTIVATED, PASSWORD_TOO_COMMON, SIGN_IN_THROTTLED, WRONG_PASSWORD } from './auth.errors.js';
export { hasCredential } from './credential-statements.js';
