export { namesOf } from './account-name.js';
export { calendarUserOf, FORMER_USER } from './former-user.js';
export { personPattern } from './person-pattern.js';
export { type PersonPicture, picturePath } from './picture/portrait.js';
export {
  cardOf,
  isAccountOpen,
  isActiveUser,
  isBusyWhenAttending,
  isCalledLike,
  isNamedLike,
  personRows,
  type PersonCard,
  timeZoneOf,
  tokenVersionOf,
  userRecordOf,
} from './user-statements.js';
export { fromStored, type StoredUser, type UserRecord } from './user-record.js';
export { isUsername } from './username.rules.js';
export { EMAIL_TAKEN, USERNAME_TAKEN } from './users.errors.js';
import type { PlatformRole } from '../../../infra/access/actor.js';
import type { Language } from '../../../kernel/language.js';
import type { PersonPicture } from './picture/portrait.js';
import type { Preferences } from './preferences/preferences.rules.js';
import type { UserRecord } from './user-record.js';

/** Whether the address was verified for the first time, or had been before. */
export type EmailProof = 'first' | 'again';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly username?: string | null;
  readonly role?: PlatformRole;
  readonly timeZone?: string;
  readonly language?: Language | null;
  /** Id of the administrator who creates the account for somebody who has yet to choose a password. */
  readonly invitedBy?: string;
}

/** Given and family name are null for those who have not given them. */
export interface NamedUser {
  readonly id: string;
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string;
}

/** How somebody looks where strangers meet them. */
export interface Portrait {
  readonly name: string;
  readonly bio: string | null;
  readonly picture: PersonPicture | null;
}

export abstract class UsersApi {
  /** Also publishes `user.registered`. @throws CodedError email_taken, username_taken */
  abstract create(user: NewUser): Promise<UserRecord>;
  /** Creates a service account: nobody signs in to it, no mail reaches it, and no event is published. */
  abstract createService(name: string): Promise<UserRecord>;
  /** Renames a service account; without optimistic locking, because its feature is the only writer. */
  abstract renameService(id: string, name: string): Promise<void>;
  /** Closes and erases a service account, like accounts of people. Idempotent. */
  abstract close(id: string): Promise<void>;
  abstract findById(id: string): Promise<UserRecord | null>;
  /**
   * The account with this verified address (case-insensitive). Unverified accounts are not found: they may belong to a
   * stranger, who would get what is meant for the owner of the mailbox.
   */
  abstract findVerifiedByEmail(email: string): Promise<UserRecord | null>;
  /** The account with this address, verified or not, or with this username: only for sign-in and account recovery. */
  abstract findForSignIn(name: string): Promise<UserRecord | null>;
  /** How somebody wants pages and notices; the usual where they have chosen nothing. */
  abstract preferencesOf(id: string): Promise<Preferences>;
  abstract portraitOf(id: string): Promise<Portrait | null>;
  /** In one query; unknown ids are left out. */
  abstract findByIds(ids: readonly string[]): Promise<Map<string, UserRecord>>;
  /** How people are called and written to; unknown ids and erased people are left out. */
  abstract namesOf(ids: readonly string[]): Promise<Map<string, NamedUser>>;
  /** `findVerifiedByEmail` for many, in one query; unknown addresses are left out. Keys are lower-case addresses. */
  abstract findVerifiedByEmails(emails: readonly string[]): Promise<Map<string, UserRecord>>;
  /** Active people in the order of ids, in batches (keyset): `after` is the last id of the previous batch. */
  abstract listActive(after: string | null, limit: number): Promise<UserRecord[]>;
  /** Active administrators, for messages to operators; at most 1000. */
  abstract listActiveAdmins(): Promise<UserRecord[]>;
  /** Verifies the address if it is still the account's (compare-and-set). @returns null when it is not */
  abstract markEmailVerified(id: string, email: string): Promise<EmailProof | null>;
  /**
   * Shared row lock until the transaction ends: an unverified address stays so.
   * @returns whether the address is verified
   */
  abstract lockVerification(id: string): Promise<boolean>;
  /**
   * Changes the address to a verified one. Also publishes `user.email_changed`.
   * @returns false when the account is closed
   * @throws CodedError email_taken
   */
  abstract changeEmail(id: string, email: string, canRevert: boolean): Promise<boolean>;
  abstract recordLogin(id: string, at: Date): Promise<void>;
  /** Revokes all access tokens issued before. @returns the new token version */
  abstract endAllTokens(id: string): Promise<number>;
}

/** Subject of an erasure. Until others were notified, the account keeps its name and address. */
export interface Leaver {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Null when the address was never verified: what was stored for it may be somebody else's. */
  readonly provedEmail: string | null;
  /** When the erasure began: younger messages about the person notify others of it. */
  readonly since: Date;
  /** Past the deadline of a day: pending notifications are not waited for any more. */
  readonly isOverdue: boolean;
}

/** Where copies of personal data are, for features that keep copies of what others hold. */
export interface Traces {
  /** Ids of what is mainly about the person: what they organized or booked. */
  readonly own: readonly string[];
  /** Ids of what they attended. */
  readonly shared: readonly string[];
  /** Texts that the person wrote and others may have been shown. */
  readonly texts: readonly string[];
}

/** Columns with personal data, by table: references to a person, and texts by them. */
export type HeldColumns = Readonly<Record<string, readonly string[]>>;

/**
 * Base class of features that store personal data: the worker calls every provider that extends it when a person is
 * erased, step by step, each step in a transaction of its own, and at least once. First all end what concerns others,
 * while the person still has a name; once those were notified, all erase.
 */
export abstract class UserDataHolder {
  /** By table name; tests find columns with personal data that no holder declares. */
  abstract readonly holds: HeldColumns;
  /** Keeps copies of what other holders have, and erases before them, while it is known where to look. */
  readonly keepsCopies: boolean = false;

  /** Ends before others: what lets people still book or reach the person in the meantime. */
  readonly endsFirst: boolean = false;

  /**
   * Runs in the transaction of the request: refuses the erasure, or settles at once what others may race with.
   * @throws CodedError why the account cannot be erased yet
   */
  beginErasure(_userId: string): Promise<void> {
    return Promise.resolve();
  }

  /** Number of endings left for `endSome`. */
  countEndings(_leaver: Leaver): Promise<number> {
    return Promise.resolve(0);
  }

  /** Ends what concerns others. @returns how many, at most `limit`; 0 when nothing is left */
  endSome(_leaver: Leaver, _limit: number): Promise<number> {
    return Promise.resolve(0);
  }

  tracesOf(_leaver: Leaver): Promise<Traces> {
    return Promise.resolve({ own: [], shared: [], texts: [] });
  }

  /** Whether notifications to others are under way, which need the person's name. */
  isTelling(_leaver: Leaver, _traces: Traces): Promise<boolean> {
    return Promise.resolve(false);
  }

  abstract eraseUser(leaver: Leaver, traces: Traces): Promise<void>;
}

/**
 * How an account passes from somebody else to its owner. `first_proof`: by the first verification of its address, so
 * nothing made before is the owner's. `taken_back`: back to its former address, so most of it is.
 */
export type Handover = 'first_proof' | 'taken_back';

/**
 * Base class of features that keep access without a login session, or reach out by themselves: feeds, webhooks,
 * external calendars, people who may see an account's time. It is revoked in the transaction in which an account passes
 * to its owner, against account pre-hijacking (Sudhodanan and Paverd, USENIX Security 2022).
 */
export abstract class StandingAccessHolder {
  abstract endStandingAccess(userId: string, handover: Handover): Promise<void>;
}
