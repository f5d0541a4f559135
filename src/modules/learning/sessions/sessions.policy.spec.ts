import { newId } from '../../../kernel/ids.js';
import { can, type SessionAction, type Standing, standingIn } from './sessions.policy.js';

const ACTIONS: readonly SessionAction[] = ['see', 'change', 'steer', 'archive'];
const [owner, other, organizationId] = [newId(), newId(), newId()];
const room = { ownerId: owner, organizationId: null, isPublic: false, status: 'active' } as const;
const ofOrganization = { ...room, organizationId };

describe('a room', () => {
  it.each<[Standing, readonly SessionAction[]]>([
    ['owner', ACTIONS],
    ['manager', ACTIONS],
    ['member', ['see']],
    ['visitor', ['see']],
    ['stranger', []],
  ])('lets a %s do %j', (standing, allowed) => {
    expect(ACTIONS.filter((action) => can(standing, action))).toEqual(allowed);
  });

  it('belongs to its owner, and does not exist for others', () => {
    expect([standingIn(room, owner, null), standingIn(room, other, null)]).toEqual(['owner', 'stranger']);
  });

  it('is seen by everybody while it is public and not archived', () => {
    const open = { ...room, isPublic: true };
    expect([standingIn(open, other, null), standingIn({ ...open, status: 'archived' }, other, null)]).toEqual([
      'visitor',
      'stranger',
    ]);
  });

  it('of an organization is run by its owners and admins, and seen by its members', () => {
    const standings = (['owner', 'admin', 'member', null] as const).map((role) =>
      standingIn(ofOrganization, other, role),
    );
    expect(standings).toEqual(['manager', 'manager', 'member', 'stranger']);
  });

  it('of an organization is lost to an owner who has left it', () => {
    expect([standingIn(ofOrganization, owner, 'member'), standingIn(ofOrganization, owner, null)]).toEqual([
      'owner',
      'stranger',
    ]);
  });
});
