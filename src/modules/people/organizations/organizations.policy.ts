import type { OrganizationRole } from './organizations.api.js';

/** A member, as far as permissions go. */
export interface Membership {
  readonly userId: string;
  readonly role: OrganizationRole;
}

/** Actions on the organization as a whole. Reading it and its members is open to every member. */
export type OrganizationAction = 'change' | 'see invitations' | 'transfer' | 'delete';

const ALLOWED: Readonly<Record<OrganizationRole, readonly OrganizationAction[]>> = {
  owner: ['change', 'see invitations', 'transfer', 'delete'],
  admin: ['change', 'see invitations'],
  member: [],
};

const RANK: Readonly<Record<OrganizationRole, number>> = { member: 0, admin: 1, owner: 2 };

export function can({ role }: Membership, action: OrganizationAction): boolean {
  return ALLOWED[role].includes(action);
}

/** Owners manage every role, including their own; admins the roles below theirs. */
export function canManage({ role }: Membership, other: OrganizationRole): boolean {
  return role === 'owner' || RANK[role] > RANK[other];
}

/** Allowed with power over both the target and the new role; and everybody may step down. */
export function canChangeRole(actor: Membership, target: Membership, to: OrganizationRole): boolean {
  const stepsDown = isOneself(actor, target) && RANK[to] <= RANK[actor.role];
  return stepsDown || (canManage(actor, target.role) && canManage(actor, to));
}

/** Allowed with power over the target; and everybody may leave. */
export function canRemove(actor: Membership, target: Membership): boolean {
  return isOneself(actor, target) || canManage(actor, target.role);
}

/**
 * Whether actor and target are the same person in the same role: an API key of an owner acts as admin, and cannot give
 * up ownership.
 */
function isOneself(actor: Membership, target: Membership): boolean {
  return actor.userId === target.userId && actor.role === target.role;
}
