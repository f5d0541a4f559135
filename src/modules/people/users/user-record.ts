import type { PlatformRole } from '../../../infra/access/actor.js';
import type { Language } from '../../../kernel/language.js';

/** What other features may know about a person. */
export interface UserRecord {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: PlatformRole;
  readonly isActive: boolean;
  readonly emailVerified: boolean;
  readonly timeZone: string;
  /** Null where it is not known. */
  readonly language: Language | null;
  /** Whether bookings of others that the person attends keep them from being booked. */
  readonly busyWhenAttending: boolean;
  readonly tokenVersion: number;
  readonly createdAt: Date;
}

/** A `UserRecord` as JSON has it. */
export type StoredUser = Omit<UserRecord, 'createdAt'> & { readonly createdAt: string };

export function fromStored({ createdAt, ...user }: StoredUser): UserRecord {
  return { ...user, createdAt: new Date(createdAt) };
}
