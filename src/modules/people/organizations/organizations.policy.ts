import type { OrganizationRole } from './organizations.api.js';

/** A person in an organization, as far as permissions go. */
export interface Membership {
  readonly userId: string;
  readonly role: OrganizationRole;
}

/** What concerns the organization as a whole. Every member may see it, and who belongs to it. */
export type OrganizationAction = 'rename' | 'see invitations' | 'transfer' | 'delete';

const ALLOWED: Readonly<Record<OrganizationRole, readonly OrganizationAction[]>> = {
  owner: ['rename', 'see invitations', 'transfer', 'delete'],
  admin: ['rename', 'see invitations'],
  member: [],
};

const RANK: Readonly<Record<OrganizationRole, number>> = { member: 0, admin: 1, owner: 2 };

export function can({ role }: Membership, action: OrganizationAction): boolean {
  return ALLOWED[role].includes(action);
}

/** Owners manage every role, their own included; admins the roles below theirs. */
export function canManage({ role }: Membership, other: OrganizationRole): boolean {
  return role === 'owner' || RANK[role] > RANK[other];
}

/** Whom one manages, to a role that one manages; and everybody may step down. */
export function canChangeRole(actor: Membership, target: Membership, to: OrganizationRole): boolean {
  const stepsDown = isOneself(actor, target) && RANK[to] <= RANK[actor.role];
  return stepsDown || (canManage(actor, target.role) && canManage(actor, to));
}

/** Whom one manages; and everybody may leave. */
export function canRemove(actor: Membership, target: Membership): boolean {
  return isOneself(actor, target) || canManage(actor, target.role);
}

/** An API key of an owner is less than the owner, and ends no ownership. */
function isOneself(actor: Membership, target: Membership): boolean {
  return actor.userId === target.userId && actor.role === target.role;
}
