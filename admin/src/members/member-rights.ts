import type { InvitedRole, Member, OrganizationRole } from '@lyceum/sdk';
import { ROLES } from './member-search.ts';

const RANK: Readonly<Record<OrganizationRole, number>> = { member: 0, admin: 1, owner: 2 };

/** Somebody who looks at the members of an organization to which they belong. */
export interface Onlooker {
  readonly id: string;
  readonly role: OrganizationRole;
}

export interface MemberRights {
  /** Which roles may be given in place of the present one. */
  readonly roles: readonly OrganizationRole[];
  readonly remove: boolean;
  /** Invite again, and take the invitation back. */
  readonly invite: boolean;
}

/** What is offered for somebody in the list; whether it is done, the server says. */
export function rightsOver({ userId, role, status, isServiceAccount }: Member, onlooker: Onlooker): MemberRights {
  const manages = (other: OrganizationRole) => onlooker.role === 'owner' || RANK[onlooker.role] > RANK[other];
  if (status === 'invited') return { roles: [], remove: false, invite: manages(role) };
  if (isServiceAccount) return { roles: [], remove: false, invite: false };
  const isOneself = userId === onlooker.id;
  const mayGive = (to: OrganizationRole) => (isOneself && RANK[to] < RANK[role]) || (manages(role) && manages(to));
  return {
    roles: ROLES.filter((to) => to !== role && mayGive(to)),
    remove: !isOneself && manages(role),
    invite: false,
  };
}

/** Ownership is given to members only. */
export function invitableRoles({ role }: Pick<Onlooker, 'role'>): readonly InvitedRole[] {
  return role === 'owner' ? ['member', 'admin'] : role === 'admin' ? ['member'] : [];
}
