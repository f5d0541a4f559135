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
  /** Erased people are not found. */
  abstract findByEmail(email: string): Promise<UserRecord | null>;
  /** In one query; ids of nobody are left out. */
  abstract findByIds(ids: readonly string[]): Promise<Map<string, UserRecord>>;
  /** In one query; addresses of nobody are left out. Keys are lower-case addresses. */
  abstract findByEmails(emails: readonly string[]): Promise<Map<string, UserRecord>>;
  /** People who are active, by id, in batches: `after` is the last id of the batch before. */
  abstract listActive(after: string | null, limit: number): Promise<UserRecord[]>;
  /** For messages to those who run the installation; at most 1000. */
  abstract listActiveAdmins(): Promise<UserRecord[]>;
  /** Only while the address is still the one that was verified. @returns whether it was */
  abstract markEmailVerified(id: string, email: string): Promise<boolean>;
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
