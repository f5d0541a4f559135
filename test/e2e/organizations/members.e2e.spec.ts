import { newId } from '../../../src/kernel/ids.js';
import type { OrganizationRole } from '../../../src/modules/organizations/organizations.api.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { closeAccount, newEmail, type Person, signUp, signUpAll } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
const db = sharedDatabase();
let owner: Person;
let admin: Person;
let member: Person;
let other: Person;
let id: string;

beforeAll(async () => {
  [owner, admin, member, other] = await signUpAll(api, 'Owner', 'Admin', 'Member', 'Other');
});

beforeEach(async () => {
  id = await createOrganization(owner);
  await addMember(owner, id, admin, 'admin');
  await addMember(owner, id, member);
});

afterAll(() => db.end());

const members = () => `/organizations/${id}/members`;
const memberPath = (person: Person) => `${members()}/${person.id}`;
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

async function rolesNow(): Promise<Record<string, OrganizationRole>> {
  const { body } = await owner.api.get(members(), { query: { limit: 100 } });
  return Object.fromEntries(body.data.map(({ name, role }: { name: string; role: string }) => [name, role]));
}

interface Notice {
  readonly title: string;
  readonly message: string;
}

/** What the person was told about this organization, once it was so often. Two messages may overtake each other. */
async function noticesOf(person: Person, type: string, count = 1): Promise<Notice[]> {
  const read = () =>
    db.query<Notice>(
      `SELECT title, message FROM notifications
       WHERE user_id = $1 AND type = $2 AND metadata->>'organizationId' = $3 ORDER BY seq`,
      [person.id, type, id],
    );
  return (await eventually(read, ({ rows }) => rows.length >= count)).rows;
}

describe('adding a member', () => {
  it('makes who has an account a member at once and tells them', async () => {
    const { status, headers, body } = await owner.api.post(members(), { email: other.email.toUpperCase() });
    expect([status, headers.get('Location')]).toEqual([201, `/api/v1${memberPath(other)}`]);
    expect(body).toMatchObject({ status: 'joined', userId: other.id, email: other.email, role: 'member' });
    expect((await other.api.get(`/organizations/${id}`)).body).toMatchObject({ myRole: 'member', memberCount: 4 });
    expect(await noticesOf(other, 'ORG_INVITE')).toEqual([
      { title: 'You are a member of Analytical Engines', message: 'Owner added you to Analytical Engines as member.' },
    ]);
  });

  it('invites an address without an account', async () => {
    const email = newEmail('newcomer');
    const { status, headers, body } = await admin.api.post(members(), { email });
    expect([status, headers.get('Location')]).toEqual([
      201,
      `/api/v1/organizations/${id}/invitations/${body.invitation.id}`,
    ]);
    expect(body).toMatchObject({ status: 'invited', userId: null, email, role: 'member', joinedAt: null });
    expect((await admin.api.get(`/organizations/${id}/invitations/${body.invitation.id}`)).body).toEqual(
      body.invitation,
    );
    expect(Object.keys(await rolesNow())).toHaveLength(3);
  });

  it('refuses who is a member', async () => {
    expect(codeOf(await owner.api.post(members(), { email: member.email }))).toEqual([409, 'already_member']);
  });

  it('is for owners and admins, and for admins only with plain members', async () => {
    expect(codeOf(await member.api.post(members(), { email: other.email }))).toEqual([403, 'forbidden']);
    expect(codeOf(await admin.api.post(members(), { email: other.email, role: 'admin' }))).toEqual([403, 'forbidden']);
    expect((await admin.api.post(members(), { email: other.email })).status).toBe(201);
  });

  it('gives ownership to nobody who is not a member yet', async () => {
    const answer = await owner.api.post(members(), { email: other.email, role: 'owner' });
    expect(codeOf(answer)).toEqual([400, 'validation_failed']);
  });

  it('ends an invitation that the person had', async () => {
    await owner.api.post(`/organizations/${id}/invitations`, { email: other.email });
    await owner.api.post(members(), { email: other.email });
    expect((await owner.api.get(`/organizations/${id}/invitations`)).body.data).toEqual([]);
  });
});

describe('reading members', () => {
  it('lists them page by page, oldest first, and by role', async () => {
    const first = await member.api.get(members(), { query: { limit: 2 } });
    const second = await member.api.get(members(), { query: { limit: 2, cursor: first.body.meta.nextCursor } });
    const names = [...first.body.data, ...second.body.data].map(({ name }: { name: string }) => name);
    expect(names).toEqual(['Owner', 'Admin', 'Member']);
    const numbered = await member.api.get(members(), { query: { page: 1, limit: 2, sort: '-joinedAt' } });
    expect(numbered.body.meta).toMatchObject({ total: 3, totalPages: 2 });
    const admins = await member.api.get(members(), { query: { role: 'admin' } });
    expect(admins.body.data).toEqual([expect.objectContaining({ userId: admin.id, emailVerified: false })]);
  });

  it('shows one, and nobody who is not a member', async () => {
    expect((await member.api.get(memberPath(admin))).body).toMatchObject({ userId: admin.id, role: 'admin' });
    expect(codeOf(await member.api.get(memberPath(other)))).toEqual([404, 'not_found']);
  });
});

describe('changing a role', () => {
  it('lets an owner give every role and tells the person', async () => {
    for (const role of ['admin', 'owner', 'member'] as const) {
      const { status, body } = await owner.api.patch(memberPath(member), { role });
      expect([status, body.role]).toEqual([200, role]);
    }
    const titles = (await noticesOf(member, 'ORG_ROLE_CHANGED', 3)).map(({ title }) => title);
    expect(titles.sort()).toEqual(['admin', 'member', 'owner'].map((role) => `You are ${role} of Analytical Engines`));
  });

  it('lets everybody step down and nobody rise', async () => {
    expect(codeOf(await member.api.patch(memberPath(member), { role: 'admin' }))).toEqual([403, 'forbidden']);
    expect(codeOf(await admin.api.patch(memberPath(admin), { role: 'owner' }))).toEqual([403, 'forbidden']);
    expect(codeOf(await admin.api.patch(memberPath(member), { role: 'admin' }))).toEqual([403, 'forbidden']);
    expect((await admin.api.patch(memberPath(admin), { role: 'member' })).status).toBe(200);
  });

  it('never takes the last owner', async () => {
    expect(codeOf(await owner.api.patch(memberPath(owner), { role: 'admin' }))).toEqual([409, 'last_owner']);
    expect(await rolesNow()).toMatchObject({ Owner: 'owner' });
  });

  it('answers 404 for who is not a member, and 400 for a role that does not exist', async () => {
    expect((await owner.api.patch(memberPath(other), { role: 'admin' })).status).toBe(404);
    expect((await owner.api.patch(memberPath(member), { role: 'manager' })).status).toBe(400);
    expect((await owner.api.patch(`${members()}/me`, { role: 'admin' })).status).toBe(400);
  });
});

describe('removing a member', () => {
  it('takes the organization out of their sight and tells them', async () => {
    expect((await admin.api.delete(memberPath(member))).status).toBe(204);
    expect((await member.api.get(`/organizations/${id}`)).status).toBe(404);
    expect((await owner.api.get(`/organizations/${id}`)).body.memberCount).toBe(2);
    expect(await noticesOf(member, 'ORG_MEMBER_REMOVED')).toEqual([
      { title: 'You left Analytical Engines', message: 'Admin removed you from Analytical Engines.' },
    ]);
  });

  it('is for those who stand above them', async () => {
    await addMember(owner, id, other, 'admin');
    for (const [actor, target] of [
      [member, admin],
      [member, owner],
      [admin, other],
      [admin, owner],
    ] as const)
      expect(codeOf(await actor.api.delete(memberPath(target)))).toEqual([403, 'forbidden']);
    expect((await owner.api.delete(memberPath(other))).status).toBe(204);
  });

  it('lets everybody leave, but not the last owner', async () => {
    expect((await member.api.delete(memberPath(member))).status).toBe(204);
    expect((await admin.api.delete(memberPath(admin))).status).toBe(204);
    expect(codeOf(await owner.api.delete(memberPath(owner)))).toEqual([409, 'last_owner']);
    expect(await rolesNow()).toEqual({ Owner: 'owner' });
  });

  it('answers 404 for who is not a member', async () => {
    expect((await owner.api.delete(memberPath(other))).status).toBe(404);
    expect((await owner.api.delete(`${members()}/${newId()}`)).status).toBe(404);
  });
});

describe('transferring the ownership', () => {
  const transfer = (from: Person, to: { id: string }) =>
    from.api.post(`/organizations/${id}/transfer`, { userId: to.id });

  it('makes the member owner and the owner admin', async () => {
    const { status, body } = await transfer(owner, member);
    expect([status, body.myRole]).toEqual([200, 'admin']);
    expect(await rolesNow()).toEqual({ Owner: 'admin', Admin: 'admin', Member: 'owner' });
    expect(await noticesOf(member, 'ORG_OWNERSHIP_TRANSFERRED')).toEqual([
      expect.objectContaining({ title: 'You are owner of Analytical Engines' }),
    ]);
    expect((await owner.api.delete(memberPath(owner))).status).toBe(204);
  });

  it('needs another member', async () => {
    expect(codeOf(await transfer(owner, other))).toEqual([422, 'not_another_member']);
    expect(codeOf(await transfer(owner, owner))).toEqual([422, 'not_another_member']);
  });

  it('is for owners', async () => {
    expect(codeOf(await transfer(admin, admin))).toEqual([403, 'forbidden']);
  });
});

describe('deleting the organization', () => {
  it('tells everybody else', async () => {
    await owner.api.delete(`/organizations/${id}`);
    for (const person of [admin, member])
      expect(await noticesOf(person, 'ORG_DELETED')).toEqual([
        expect.objectContaining({ title: 'Analytical Engines was deleted' }),
      ]);
    expect(await noticesOf(owner, 'ORG_DELETED', 0)).toEqual([]);
  });
});

describe('erasing an account', () => {
  it('is refused to the only owner of an organization with other members, which it names', async () => {
    const soleOwner = await signUp(api, 'Sole owner');
    await createOrganization(soleOwner, 'Alone');
    const shared = await createOrganization(soleOwner, 'Shared');
    await addMember(soleOwner, shared, member, 'admin');
    const answer = await closeAccount(soleOwner);
    expect(codeOf(answer)).toEqual([409, 'sole_owner']);
    expect(answer.body.organizations).toEqual([{ id: shared, name: 'Shared' }]);
    expect((await soleOwner.api.get('/organizations')).body.data).toHaveLength(2);
  });

  it('ends the memberships and takes the organizations of nobody else', async () => {
    const leaver = await signUp(api, 'Leaver');
    const own = await createOrganization(leaver, 'Alone');
    await addMember(owner, id, leaver, 'owner');
    await addMember(owner, id, other);
    await other.api.post(`/organizations/${await createOrganization(other)}/invitations`, { email: leaver.email });
    expect((await closeAccount(leaver)).status).toBe(204);
    expect(await rolesNow()).not.toHaveProperty('Leaver');
    const { rows } = await db.query(
      `SELECT (SELECT count(*)::int FROM organizations WHERE id = $1) AS own,
              (SELECT count(*)::int FROM organization_members WHERE user_id = $2) AS memberships,
              (SELECT count(*)::int FROM organization_invitations WHERE email = $3) AS invitations`,
      [own, leaver.id, leaver.email],
    );
    expect(rows).toEqual([{ own: 0, memberships: 0, invitations: 0 }]);
  });
});
