export { EMAIL_TAKEN } from './users.errors.js';
import type { PlatformRole } from '../../infra/access/actor.js';

/** What other features may know about a person. */
export interface UserRecord {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: PlatformRole;
  readonly isActive: boolean;
  readonly emailVerified: boolean;
  readonly timeZone: string;
  /** Whether bookings of others that the person attends keep them from being booked. */
  readonly busyWhenAttending: boolean;
  readonly tokenVersion: number;
  readonly createdAt: Date;
}

/** Whether an address was proved to be its account's for the first time, or had been before. */
export type EmailProof = 'first' | 'again';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role?: PlatformRole;
  readonly timeZone?: string;
}

/** The users feature, as other features see it. */
export abstract class UsersApi {
  /** Also publishes `user.registered`. @throws CodedError email_taken */
  abstract create(user: NewUser): Promise<UserRecord>;
  abstract findById(id: string): Promise<UserRecord | null>;
  /**
   * Whose address this is. An account that never proved to own its address is not found: it may be a stranger's, who
   * would get what is meant for the owner.
   */
  abstract findVerifiedByEmail(email: string): Promise<UserRecord | null>;
  /** The account that signs in with this address, proved or not: for sign-in and the recovery of accounts only. */
  abstract findForSignIn(email: string): Promise<UserRecord | null>;
  /** In one query; ids of nobody are left out. */
  abstract findByIds(ids: readonly string[]): Promise<Map<string, UserRecord>>;
  /** `findVerifiedByEmail` for many, in one query; addresses of nobody are left out. Keys are lower-case addresses. */
  abstract findVerifiedByEmails(emails: readonly string[]): Promise<Map<string, UserRecord>>;
  /** People who are active, by id, in batches: `after` is the last id of the batch before. */
  abstract listActive(after: string | null, limit: number): Promise<UserRecord[]>;
  /** For messages to those who run the installation; at most 1000. */
  abstract listActiveAdmins(): Promise<UserRecord[]>;
  /** Only while the address is still the one that was verified. @returns null when it is not */
  abstract markEmailVerified(id: string, email: string): Promise<EmailProof | null>;
  /**
   * In a transaction, until whose end an address that is not verified stays so.
   * @returns whether it is
   */
  abstract lockVerification(id: string): Promise<boolean>;
  /**
   * Gives the account an address that was proved to be its owner's. Also publishes `user.email_changed`.
   * @throws CodedError email_taken
   */
  abstract changeEmail(id: string, email: string, canRevert: boolean): Promise<void>;
  abstract recordLogin(id: string, at: Date): Promise<void>;
  /** Ends every access token that was issued before. @returns the new version */
  abstract endAllTokens(id: string): Promise<number>;
}

/**
 * A feature that stores something about people and forgets it when one asks to be erased. Every provider that extends
 * this class is called in the transaction of the erasure and may refuse it by throwing a CodedError.
 */
export abstract class UserDataHolder {
  abstract eraseUser(userId: string): Promise<void>;
}

/**
 * A feature in which an account can leave a way to its data that needs no sign-in, or that reaches out by itself: feeds,
 * webhooks, calendars that are read. They end in the transaction in which an account comes to its owner from somebody
 * else, who must not keep a way in ("pre-hijacking": Sudhodanan and Paverd, USENIX Security 2022).
 */
export abstract class StandingAccessHolder {
  abstract endStandingAccess(userId: string): Promise<void>;
}
