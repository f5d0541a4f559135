export { namesOf } from './account-name.js';
export { calendarUserOf, FORMER_USER } from './former-user.js';
export { cardsOf, isActiveUser, type PersonCard, tokenVersionOf, userRecordOf } from './user-statements.js';
export { fromStored, type StoredUser, type UserRecord } from './user-record.js';
export { EMAIL_TAKEN } from './users.errors.js';
import type { PlatformRole } from '../../../infra/access/actor.js';
import type { Language } from '../../../kernel/language.js';
import type { UserRecord } from './user-record.js';

/** Whether an address was proved to be its account's for the first time, or had been before. */
export type EmailProof = 'first' | 'again';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly role?: PlatformRole;
  readonly timeZone?: string;
  readonly language?: Language | null;
  /** The administrator who makes the account for somebody who has yet to choose a password. */
  readonly invitedBy?: string;
}

/** The users feature, as other features see it. */
export abstract class UsersApi {
  /** Also publishes `user.registered`. @throws CodedError email_taken */
  abstract create(user: NewUser): Promise<UserRecord>;
  /** An account of no person: nobody signs in to it, and no mail reaches it. Nothing is published. */
  abstract createService(name: string): Promise<UserRecord>;
  /** Nobody else may change it, so that there is no version to look at. */
  abstract renameService(id: string, name: string): Promise<void>;
  /** Closes the account of a service and erases it, as accounts of people are. Nothing happens where that was begun before. */
  abstract close(id: string): Promise<void>;
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
   * @returns false when the account is closed
   * @throws CodedError email_taken
   */
  abstract changeEmail(id: string, email: string, canRevert: boolean): Promise<boolean>;
  abstract recordLogin(id: string, at: Date): Promise<void>;
  /** Ends every access token that was issued before. @returns the new version */
  abstract endAllTokens(id: string): Promise<number>;
}

/** Somebody who asked to be forgotten. Until everybody else was told, the account still has its name and address. */
export interface Leaver {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Null when the address was never proved: what was stored for it is then somebody else's. */
  readonly provedEmail: string | null;
  /** When the erasure began: what was written about the person since tells others that they leave. */
  readonly since: Date;
  /** It is a day ago: what was not told by now is not waited for any more, and goes. */
  readonly isOverdue: boolean;
}

/** Where others were told of the person, for the features that keep what was said. */
export interface Traces {
  /** Of what is about the person more than about anybody else: what they organized or booked. */
  readonly own: readonly string[];
  /** Of what they took part in. */
  readonly shared: readonly string[];
  /** What the person wrote and others may have been shown. */
  readonly texts: readonly string[];
}

/** The columns of a table that say something of a person: who it is, or what they wrote. */
export type HeldColumns = Readonly<Record<string, readonly string[]>>;

/**
 * A feature that stores something about people and forgets it when one asks to be erased. Every provider that extends
 * this class is called by the worker, step by step, each in a transaction of its own; a step may be repeated. First all
 * end what others have to know of, while the person still has a name; once those were told, all erase.
 */
export abstract class UserDataHolder {
  /** By the name of the table; the tests find the column of a person that nobody holds. */
  abstract readonly holds: HeldColumns;
  /** Keeps copies of what others hold, and is asked before them, while it is known where to look. */
  readonly keepsCopies: boolean = false;

  /** Ends first what would let others get hold of the person while the rest is ended. */
  readonly endsFirst: boolean = false;

  /**
   * In the transaction of the request: refuses it, or settles at once what others may race with.
   * @throws CodedError why the account cannot be erased yet
   */
  beginErasure(_userId: string): Promise<void> {
    return Promise.resolve();
  }

  /** How much `endSome` has to do. */
  countEndings(_leaver: Leaver): Promise<number> {
    return Promise.resolve(0);
  }

  /** Ends what the others have to know of. @returns how much, at most `limit`; 0 when there is nothing left */
  endSome(_leaver: Leaver, _limit: number): Promise<number> {
    return Promise.resolve(0);
  }

  tracesOf(_leaver: Leaver): Promise<Traces> {
    return Promise.resolve({ own: [], shared: [], texts: [] });
  }

  /** Whether others are being told at this moment, with a name that must not go before. */
  isTelling(_leaver: Leaver, _traces: Traces): Promise<boolean> {
    return Promise.resolve(false);
  }

  abstract eraseUser(leaver: Leaver, traces: Traces): Promise<void>;
}

/**
 * How an account comes to its owner from somebody else. `first_proof`: by the first proof of its address, so that nothing
 * that was made before is the owner's. `taken_back`: to the address that it had, so that most of it is.
 */
export type Handover = 'first_proof' | 'taken_back';

/**
 * A feature in which an account can leave a way to its data that needs no sign-in, or that reaches out by itself: feeds,
 * webhooks, calendars that are read, people who may see its time. They end in the transaction in which an account comes
 * to its owner from somebody else, who must not keep a way in ("pre-hijacking": Sudhodanan and Paverd, USENIX Security
 * 2022).
 */
export abstract class StandingAccessHolder {
  abstract endStandingAccess(userId: string, handover: Handover): Promise<void>;
}
