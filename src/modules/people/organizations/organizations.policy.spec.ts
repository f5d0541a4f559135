import { ORGANIZATION_ROLES, type OrganizationRole } from './organizations.api.js';
import {
  can,
  canChangeRole,
  canManage,
  canRemove,
  type Membership,
  type OrganizationAction,
} from './organizations.policy.js';

const as = (role: OrganizationRole, userId = `somebody who is ${role}`): Membership => ({ userId, role });

describe('the organization as a whole', () => {
  const table: [OrganizationAction, OrganizationRole[]][] = [
    ['change', ['owner', 'admin']],
    ['see invitations', ['owner', 'admin']],
    ['transfer', ['owner']],
    ['delete', ['owner']],
  ];

  it.each(table)('%s is for %j', (action, roles) => {
    expect(ORGANIZATION_ROLES.filter((role) => can(as(role), action))).toEqual(roles);
  });
});

describe('inviting people, adding them and revoking invitations', () => {
  const table: [actor: OrganizationRole, roles: OrganizationRole[]][] = [
    ['owner', ['owner', 'admin', 'member']],
    ['admin', ['member']],
    ['member', []],
  ];

  it.each(table)('%s may do it for the roles %j', (actor, roles) => {
    expect(ORGANIZATION_ROLES.filter((role) => canManage(as(actor), role))).toEqual(roles);
  });
});

describe('the role of somebody else', () => {
  const table: [actor: OrganizationRole, target: OrganizationRole, roles: OrganizationRole[]][] = [
    ['owner', 'owner', ['owner', 'admin', 'member']],
    ['owner', 'admin', ['owner', 'admin', 'member']],
    ['owner', 'member', ['owner', 'admin', 'member']],
    ['admin', 'owner', []],
    ['admin', 'admin', []],
    ['admin', 'member', ['member']],
    ['member', 'owner', []],
    ['member', 'admin', []],
    ['member', 'member', []],
  ];

  it.each(table)('%s may change %s to %j', (actor, target, roles) => {
    const allowed = ORGANIZATION_ROLES.filter((to) => canChangeRole(as(actor, 'actor'), as(target, 'target'), to));
    expect(allowed).toEqual(roles);
  });
});

describe('the own role', () => {
  const table: [OrganizationRole, OrganizationRole[]][] = [
    ['owner', ['owner', 'admin', 'member']],
    ['admin', ['admin', 'member']],
    ['member', ['member']],
  ];

  it.each(table)('%s may become %j', (role, roles) => {
    expect(ORGANIZATION_ROLES.filter((to) => canChangeRole(as(role), as(role), to))).toEqual(roles);
  });
});

describe('removing people', () => {
  const table: [actor: OrganizationRole, targets: OrganizationRole[]][] = [
    ['owner', ['owner', 'admin', 'member']],
    ['admin', ['member']],
    ['member', []],
  ];

  it.each(table)('%s may remove %j', (actor, targets) => {
    expect(ORGANIZATION_ROLES.filter((role) => canRemove(as(actor, 'actor'), as(role, 'target')))).toEqual(targets);
  });

  it.each(ORGANIZATION_ROLES)('%s may leave', (role) => {
    expect(canRemove(as(role), as(role))).toBe(true);
  });
});
