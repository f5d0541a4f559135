import type { OrganizationRole } from '../../people/organizations/organizations.api.js';
import type { SessionExit, SessionRole } from './collaborators/collaborator.rules.js';
import type { SessionStatus } from './room/session.rules.js';

/** Actions on a room. `steer`: lock, pause, complete, reopen; `invite`: say who is in it, with which role. */
export type SessionAction =
  'see' | 'see people' | 'join' | 'run' | 'change' | 'steer' | 'invite' | 'archive' | 'transfer';

/**
 * What somebody is to a room. `manager`: owner or admin of its organization; `member`: another member of it; `former`:
 * somebody who has left; `barred`: somebody who was removed and may see it nevertheless; `visitor`: anybody, of a public
 * room.
 */
export type Standing = 'owner' | 'manager' | SessionRole | 'member' | 'former' | 'barred' | 'visitor' | 'stranger';

const INSIDER: readonly SessionAction[] = ['see', 'see people', 'join'];
const EDITOR: readonly SessionAction[] = [...INSIDER, 'run'];
const ADMIN: readonly SessionAction[] = [...EDITOR, 'change', 'steer', 'invite'];

const ALLOWED: Readonly<Record<Standing, readonly SessionAction[]>> = {
  owner: [...ADMIN, 'archive', 'transfer'],
  manager: [...ADMIN, 'archive'],
  admin: ADMIN,
  editor: EDITOR,
  viewer: INSIDER,
  member: INSIDER,
  former: ['see', 'join'],
  barred: ['see'],
  visitor: ['see', 'join'],
  stranger: [],
};

export function can(standing: Standing, action: SessionAction): boolean {
  return ALLOWED[standing].includes(action);
}

/** Whether the lock of a room does not hold for somebody. */
export function canWriteLocked(standing: Standing): boolean {
  return standing === 'owner' || standing === 'manager';
}

/** Whether somebody who may invite gives and takes this role: only who runs the room makes and unmakes its admins. */
export function canGive(standing: Standing, role: SessionRole): boolean {
  return standing === 'owner' || standing === 'manager' || role !== 'admin';
}

/** Whether somebody writes in the room now: in an active one, and only its owner while it is locked. */
export function canWrite(
  standing: Standing,
  { status, isLocked }: { status: SessionStatus; isLocked: boolean },
): boolean {
  if (status !== 'active') return false;
  return standing === 'owner' || (!isLocked && ['manager', 'admin', 'editor'].includes(standing));
}

interface Admission {
  readonly ownerId: string;
  readonly organizationId: string | null;
  readonly isPublic: boolean;
  readonly status: SessionStatus;
}

interface Place {
  readonly role: SessionRole;
  readonly isActive: boolean;
  readonly exit: SessionExit | null;
}

/**
 * @param role in the room's organization; null for strangers, who are no insiders even of rooms that they own
 * @param place in the room
 */
export function standingIn(
  room: Admission,
  userId: string,
  role: OrganizationRole | null,
  place: Place | null,
): Standing {
  const isInsider = room.organizationId === null || role !== null;
  if (isInsider && room.ownerId === userId) return 'owner';
  if (role === 'owner' || role === 'admin') return 'manager';
  if (place?.isActive) return place.role;
  const isBarred = place?.exit === 'barred';
  if (role !== null) return isBarred ? 'barred' : 'member';
  if (place?.exit === null) return 'former';
  if (!room.isPublic || room.status === 'archived') return 'stranger';
  return isBarred ? 'barred' : 'visitor';
}
