import { newId } from '../../../src/kernel/ids.js';
import type { OrganizationRole } from '../../../src/modules/people/organizations/organizations.api.js';
import { createSchedule } from '../../factories/availability.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import {
  closeAccount,
  eraseAccount,
  newEmail,
  type Person,
  signUp,
  signUpAll,
  signUpAllVerified,
} from '../../factories/person.js';
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
  [owner] = await signUpAllVerified(api, 'Owner');
  [admin, member, other] = await signUpAll(api, 'Admin', 'Member', 'Other');
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

/** All of an entry but for what tells one address from another. */
function besidesAddress({ email: _email, invitation, ...entry }: Record<string, unknown> & { invitation: object }) {
  const {
    id: _id,
    email: _invited,
    createdAt: _created,
    expiresAt: _expires,
    ...rest
  } = { ...invitation } as Record<string, unknown>;
  return { ...entry, invitation: rest };
}

describe('adding a member', () => {
  const add = (email: string, by = owner) => by.api.post(members(), { email });

  it('invites, and answers the same whether or not the address has an account', async () => {
    const [verified] = await signUpAllVerified(api, 'Verified');
    const answers = [];
    for (const email of [newEmail('newcomer'), other.email, verified.email]) {
      const { status, headers, body } = await add(email, admin);
      expect(status).toBe(201);
      expect(headers.get('Location')).toBe(`/api/v1${members()}/${body.invitation.id}`);
      expect((await admin.api.get(`${members()}/${body.invitation.id}`)).body).toEqual(body);
      answers.push(besidesAddress(body));
    }
    expect(answers[0]).toMatchObject({ status: 'invited', userId: null, name: null, role: 'member', joinedAt: null });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('shows who is invited in the list, to those who may see invitations', async () => {
    const { body: invited } = await add(other.email);
    const listed = async (person: Person, query = {}) => (await person.api.get(members(), { query })).body.data;
    const entries = await listed(admin);
    expect(entries.map(({ status }: { status: string }) => status)).toEqual(['joined', 'joined', 'joined', 'invited']);
    expect(entries[3]).toEqual(invited);
    expect(await listed(admin, { status: 'invited' })).toEqual([invited]);
    expect(await listed(member)).toHaveLength(3);
    expect(await listed(member, { status: 'invited' })).toEqual([]);
    expect((await member.api.get(`${members()}/${invited.invitation.id}`)).status).toBe(404);
    expect((await member.api.delete(`${members()}/${invited.invitation.id}`)).status).toBe(404);
    expect((await owner.api.get(`/organizations/${id}`)).body.memberCount).toBe(3);
  });

  it('is found with the members by a part of a name or address, by those who may see invitations', async () => {
    const { body: invited } = await add(other.email);
    const found = async (person: Person, q: string, query = {}) =>
      (await person.api.get(members(), { query: { q, ...query } })).body.data;
    expect(await found(admin, other.email.toUpperCase())).toEqual([invited]);
    expect(await found(admin, other.email, { page: 1 })).toEqual([invited]);
    expect(await found(member, other.email)).toEqual([]);
    expect(await found(member, member.email.slice(0, -5))).toMatchObject([{ userId: member.id }]);
    expect(await found(member, ` ${member.name.toLowerCase()}`)).toMatchObject([{ userId: member.id }]);
    expect(await found(admin, member.name, { role: 'owner' })).toEqual([]);
    expect(await found(admin, '%')).toEqual([]);
  });

  it('takes an invitation back like a member', async () => {
    const { body } = await add(other.email);
    expect((await admin.api.delete(`${members()}/${body.invitation.id}`)).status).toBe(204);
    expect((await owner.api.get(`/organizations/${id}/invitations`)).body.data).toEqual([]);
  });

  it('gives neither side anything of the other before the acceptance', async () => {
    const [guest] = await signUpAllVerified(api, 'Guest');
    const { body: invited } = await add(guest.email);
    const day = { from: '2031-03-03T00:00:00Z', to: '2031-03-04T00:00:00Z' };
    for (const person of [guest, owner]) await createSchedule(person);
    const knows = async (person: Person, other: Person) => {
      const { body } = await person.api.post('/freebusy', { ...day, bookableIds: [other.id] });
      return body.bookables[0].isKnown;
    };
    const host = { title: 'Lesson', durations: [30], organizationId: id, hosts: [{ userId: guest.id }] };
    const outcomes = async () => ({
      organization: (await guest.api.get(`/organizations/${id}`)).status,
      members: (await guest.api.get(members())).status,
      member: (await owner.api.get(memberPath(guest))).status,
      freeBusy: [await knows(owner, guest), await knows(guest, owner)],
      host: (await owner.api.post('/event-types', host)).status,
      standIn: (await owner.api.post('/out-of-office', { start: day.from, end: day.to, standInId: guest.id })).status,
    });
    expect(await outcomes()).toEqual({
      organization: 404,
      members: 404,
      member: 404,
      freeBusy: [false, false],
      host: 422,
      standIn: 400,
    });
    await accept(guest, invited.invitation.id);
    expect(await outcomes()).toEqual({
      organization: 200,
      members: 200,
      member: 200,
      freeBusy: [true, true],
      host: 201,
      standIn: 201,
    });
  });

  it('refuses who is a member', async () => {
    expect(codeOf(await add(member.email))).toEqual([409, 'already_member']);
  });

  it('is for owners and admins, and for admins only with plain members', async () => {
    expect(codeOf(await add(other.email, member))).toEqual([403, 'forbidden']);
    expect(codeOf(await admin.api.post(members(), { email: other.email, role: 'admin' }))).toEqual([403, 'forbidden']);
    expect((await add(other.email, admin)).status).toBe(201);
  });

  it('gives ownership to nobody who is not a member yet', async () => {
    const answer = await owner.api.post(members(), { email: other.email, role: 'owner' });
    expect(codeOf(answer)).toEqual([400, 'validation_failed']);
  });

  it('is for those who have verified their own address: nobody becomes a colleague of its owner before', async () => {
    const squatter = await signUp(api, 'Squatter');
    const own = await createOrganization(squatter);
    for (const path of ['members', 'invitations']) {
      const answer = await squatter.api.post(`/organizations/${own}/${path}`, { email: other.email, role: 'admin' });
      expect(codeOf(answer)).toEqual([403, 'email_not_verified']);
    }
    expect((await squatter.api.get(`/organizations/${own}/invitations`)).body.data).toEqual([]);
  });

  it('leaves one invitation, however often and by whichever way the address is invited', async () => {
    await owner.api.post(`/organizations/${id}/invitations`, { email: other.email });
    await add(other.email.toUpperCase());
    expect((await owner.api.get(`/organizations/${id}/invitations`)).body.data).toHaveLength(1);
  });
});

const accept = (person: Person, invitationId: string) => person.api.post(`/invitations/${invitationId}/accept`, {});

describe('an invitation in the app', () => {
  it('is told to the owner of a verified address, who accepts it there', async () => {
    const [guest] = await signUpAllVerified(api, 'Guest');
    const { body } = await owner.api.post(members(), { email: guest.email });
    expect(await noticesOf(guest, 'ORG_INVITE')).toEqual([
      expect.objectContaining({ title: 'Invitation to Analytical Engines' }),
    ]);
    const { body: received } = await guest.api.get('/invitations');
    expect(received.data).toEqual([
      expect.objectContaining({ id: body.invitation.id, organizationName: 'Analytical Engines', inviterName: 'Owner' }),
    ]);
    expect((await accept(guest, body.invitation.id)).body).toMatchObject({ id, myRole: 'member', memberCount: 4 });
    expect((await guest.api.get('/invitations')).body.data).toEqual([]);
    const joined = (await noticesOf(owner, 'ORG_INVITE_ACCEPTED', 3)).map(({ title }) => title);
    expect(joined).toContain('Guest joined Analytical Engines');
  });

  it('is neither told nor shown nor given to an account whose address is not verified', async () => {
    const squatter = await signUp(api, 'Squatter');
    const { body } = await owner.api.post(members(), { email: squatter.email });
    expect((await squatter.api.get('/invitations')).body.data).toEqual([]);
    expect((await accept(squatter, body.invitation.id)).status).toBe(404);
    expect((await squatter.api.post(`/invitations/${body.invitation.id}/decline`, {})).status).toBe(404);
    const mailed = () =>
      db.query('SELECT user_id FROM email_deliveries WHERE recipient = $1 AND template = $2', [
        squatter.email,
        'ORG_INVITE',
      ]);
    expect((await eventually(mailed, ({ rowCount }) => rowCount === 1)).rows).toEqual([{ user_id: null }]);
    expect(await noticesOf(squatter, 'ORG_INVITE', 0)).toEqual([]);
    expect((await squatter.api.get(`/organizations/${id}`)).status).toBe(404);
  });

  it('is nobody else’s', async () => {
    const [guest, stranger] = await signUpAllVerified(api, 'Guest', 'Stranger');
    const { body } = await owner.api.post(members(), { email: guest.email });
    expect((await accept(stranger, body.invitation.id)).status).toBe(404);
    expect((await stranger.api.post(`/invitations/${body.invitation.id}/decline`, {})).status).toBe(404);
  });

  it('can be declined, once', async () => {
    const [guest] = await signUpAllVerified(api, 'Guest');
    const { body } = await owner.api.post(members(), { email: guest.email });
    const decline = () => guest.api.post(`/invitations/${body.invitation.id}/decline`, {});
    expect([(await decline()).status, (await decline()).status]).toEqual([204, 404]);
    expect((await owner.api.get(members(), { query: { status: 'invited' } })).body.data).toEqual([]);
  });

  it('is not accepted after it expired', async () => {
    const [guest] = await signUpAllVerified(api, 'Guest');
    const { body } = await owner.api.post(members(), { email: guest.email });
    await db.query('UPDATE organization_invitations SET expires_at = now() WHERE id = $1', [body.invitation.id]);
    expect(codeOf(await accept(guest, body.invitation.id))).toEqual([410, 'invitation_expired']);
    expect((await guest.api.get('/invitations')).body.data).toEqual([]);
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
    const invited = await owner.api.post(members(), { email: other.email });
    const tooFar = await owner.api.get(members(), { query: { page: 101, limit: 100 } });
    expect([tooFar.status, tooFar.body.errors?.[0].code]).toEqual([400, 'too_far']);
    const last = await owner.api.get(members(), { query: { page: 2, limit: 3 } });
    expect(last.body).toMatchObject({ data: [invited.body], meta: { total: 4, totalPages: 2, hasMore: false } });
    const newest = await owner.api.get(members(), { query: { limit: 1, sort: '-joinedAt' } });
    const next = await owner.api.get(members(), {
      query: { limit: 1, sort: '-joinedAt', cursor: newest.body.meta.nextCursor },
    });
    expect([newest.body.data[0].status, next.body.data[0].name]).toEqual(['invited', 'Member']);
    const admins = await member.api.get(members(), { query: { role: 'admin' } });
    expect(admins.body.data).toEqual([expect.objectContaining({ userId: admin.id, emailVerified: true })]);
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

  it('ends what they invited to, also when they stay as a plain member, and nothing that others invited to', async () => {
    const invited = async () =>
      (await owner.api.get(`/organizations/${id}/invitations`)).body.data.map(({ email }: { email: string }) => email);
    const [guest] = await signUpAllVerified(api, 'Guest');
    const invite = async (by: Person, email: string) =>
      (await by.api.post(members(), { email })).body.invitation as { readonly id: string };
    await invite(owner, other.email);
    const open = await invite(admin, guest.email);
    await owner.api.patch(memberPath(admin), { role: 'member' });
    expect(await invited()).toEqual([other.email]);
    expect((await accept(guest, open.id)).status).toBe(404);
    await owner.api.patch(memberPath(admin), { role: 'admin' });
    await invite(admin, guest.email);
    expect((await admin.api.delete(memberPath(admin))).status).toBe(204);
    expect(await invited()).toEqual([other.email]);
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
    await eraseAccount(leaver);
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
