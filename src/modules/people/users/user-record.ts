import type { PlatformRole } from '../../../infra/access/actor.js';

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

/** A `UserRecord` as JSON has it. */
export type StoredUser = Omit<UserRecord, 'createdAt'> & { readonly createdAt: string };

export function fromStored({ createdAt, ...user }: StoredUser): UserRecord {
  return { ...user, createdAt: new Date(createdAt) };
}
