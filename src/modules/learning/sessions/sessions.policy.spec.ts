import { newId } from '../../../kernel/ids.js';
import { SESSION_EXITS, SESSION_ROLES, type SessionExit } from './collaborators/collaborator.rules.js';
import type { SessionStatus } from './room/session.rules.js';
import { can, canGive, canWrite, type SessionAction, type Standing, standingIn } from './sessions.policy.js';

const INSIDER: readonly SessionAction[] = ['see', 'see people', 'join'];
const EDITOR: readonly SessionAction[] = [...INSIDER, 'run'];
const ADMIN: readonly SessionAction[] = [...EDITOR, 'change', 'steer', 'invite'];
const ACTIONS: readonly SessionAction[] = [...ADMIN, 'archive', 'transfer'];
const [owner, other, organizationId] = [newId(), newId(), newId()];
const room = { ownerId: owner, organizationId: null, isPublic: false, status: 'active' } as const;
const ofOrganization = { ...room, organizationId };
const open = { ...room, isPublic: true };
const editor = { role: 'editor', isActive: true, exit: null } as const;
const out = (exit: SessionExit) => ({ role: 'viewer', isActive: false, exit }) as const;

describe('a room', () => {
  it.each<[Standing, readonly SessionAction[]]>([
    ['owner', ACTIONS],
    ['manager', [...ADMIN, 'archive']],
    ['admin', ADMIN],
    ['editor', EDITOR],
    ['viewer', INSIDER],
    ['member', INSIDER],
    ['former', ['see', 'join']],
    ['barred', ['see']],
    ['visitor', ['see', 'join']],
    ['stranger', []],
  ])('lets a %s do %j', (standing, allowed) => {
    expect(ACTIONS.filter((action) => can(standing, action))).toEqual(allowed);
  });

  it('has its admins made and unmade by those who run it alone', () => {
    const standings: readonly Standing[] = ['owner', 'manager', 'admin'];
    expect(standings.map((standing) => SESSION_ROLES.filter((role) => canGive(standing, role)))).toEqual([
      ['viewer', 'editor', 'admin'],
      ['viewer', 'editor', 'admin'],
      ['viewer', 'editor'],
    ]);
  });

  it('belongs to its owner, has people with roles, and does not exist for others', () => {
    expect([
      standingIn(room, owner, null, null),
      standingIn(room, other, null, editor),
      standingIn(room, other, null, { ...editor, isActive: false }),
      standingIn(room, other, null, null),
    ]).toEqual(['owner', 'editor', 'former', 'stranger']);
  });

  it('is seen by everybody while it is public and not archived', () => {
    expect([
      standingIn(open, other, null, null),
      standingIn({ ...open, status: 'archived' }, other, null, null),
      standingIn(open, other, null, editor),
    ]).toEqual(['visitor', 'stranger', 'editor']);
  });

  it('is not joined by those who were removed, even where they see it', () => {
    const standings = [room, open, ofOrganization].flatMap((one) =>
      SESSION_EXITS.flatMap((exit) => [
        standingIn(one, other, null, out(exit)),
        ...(one.organizationId === null ? [] : [standingIn(one, other, 'member', out(exit))]),
      ]),
    );
    expect(standings).toEqual([
      ...['stranger', 'stranger'],
      ...['visitor', 'barred'],
      ...['stranger', 'member', 'stranger', 'barred'],
    ]);
  });

  it('of an organization is run by its owners and admins, and seen by its members', () => {
    const standings = (['owner', 'admin', 'member', null] as const).flatMap((role) => [
      standingIn(ofOrganization, other, role, null),
      standingIn(ofOrganization, other, role, editor),
    ]);
    expect(standings).toEqual([
      ...['manager', 'manager'],
      ...['manager', 'manager'],
      ...['member', 'editor'],
      ...['stranger', 'editor'],
    ]);
  });

  it('of an organization is lost to an owner who has left it', () => {
    expect([standingIn(ofOrganization, owner, 'member', null), standingIn(ofOrganization, owner, null, null)]).toEqual([
      'owner',
      'stranger',
    ]);
  });

  it('is written by its editors while it is active, by its owner alone while it is locked, and else by nobody', () => {
    const all: readonly Standing[] = ['owner', 'manager', 'admin', 'editor', 'viewer', 'member', 'former', 'visitor'];
    const writers = (status: SessionStatus, isLocked = false) =>
      all.filter((standing) => canWrite(standing, { status, isLocked }));
    expect(writers('active')).toEqual(['owner', 'manager', 'admin', 'editor']);
    expect(writers('active', true)).toEqual(['owner']);
    expect([...writers('paused'), ...writers('completed'), ...writers('archived')]).toEqual([]);
  });
});
