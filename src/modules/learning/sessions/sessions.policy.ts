import type { OrganizationRole } from '../../people/organizations/organizations.api.js';
import type { SessionStatus } from './room/session.rules.js';

/** Actions on a room. `steer`: lock, pause, complete, reopen. */
export type SessionAction = 'see' | 'change' | 'steer' | 'archive';

/**
 * What somebody is to a room. `manager`: owner or admin of its organization; `member`: another member of it; `visitor`:
 * anybody, of a public room.
 */
export type Standing = 'owner' | 'manager' | 'member' | 'visitor' | 'stranger';

const ALLOWED: Readonly<Record<Standing, readonly SessionAction[]>> = {
  owner: ['see', 'change', 'steer', 'archive'],
  manager: ['see', 'change', 'steer', 'archive'],
  member: ['see'],
  visitor: ['see'],
  stranger: [],
};

export function can(standing: Standing, action: SessionAction): boolean {
  return ALLOWED[standing].includes(action);
}

interface Admission {
  readonly ownerId: string;
  readonly organizationId: string | null;
  readonly isPublic: boolean;
  readonly status: SessionStatus;
}

/** @param role in the room's organization; null for strangers, who are no insiders even of rooms that they own */
export function standingIn(room: Admission, userId: string, role: OrganizationRole | null): Standing {
  const isInsider = room.organizationId === null || role !== null;
  if (isInsider && room.ownerId === userId) return 'owner';
  if (role === 'owner' || role === 'admin') return 'manager';
  if (role !== null) return 'member';
  return room.isPublic && room.status !== 'archived' ? 'visitor' : 'stranger';
}
