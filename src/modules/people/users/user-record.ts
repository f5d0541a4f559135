import type { PlatformRole } from '../../../infra/access/actor.js';
import type { Language } from '../../../kernel/language.js';

/** A person, as other features see it. */
export interface UserRecord {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly username: string | null;
  readonly role: PlatformRole;
  readonly isActive: boolean;
  readonly emailVerified: boolean;
  readonly timeZone: string;
  /** Null where unknown. */
  readonly language: Language | null;
  /** Whether bookings of others that the person attends keep them from being booked. */
  readonly busyWhenAttending: boolean;
  readonly tokenVersion: number;
  readonly createdAt: Date;
}

/** A `UserRecord` in JSON. */
export type StoredUser = Omit<UserRecord, 'createdAt'> & { readonly createdAt: string };

export function fromStored({ createdAt, ...user }: StoredUser): UserRecord {
  return { ...user, createdAt: new Date(createdAt) };
}
