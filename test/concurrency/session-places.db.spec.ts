import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeApp } from '../support/composed-app.js';
import type { Actor } from '../../src/infra/access/actor.js';
import { constraintError } from '../../src/infra/database/constraint-errors.js';
import { Transactions } from '../../src/infra/database/transactions.js';
import { CodedError } from '../../src/kernel/coded-error.js';
import { newId } from '../../src/kernel/ids.js';
import type { Message } from '../../src/kernel/message.js';
import { CollaboratorQueryDto } from '../../src/modules/learning/sessions/collaborators/collaborator.dto.js';
import { PreferencesService } from '../../src/modules/people/users/preferences/preferences.service.js';
import { CollaboratorNoticesConsumer } from '../../src/modules/learning/sessions/collaborators/collaborator-notices.consumer.js';
import { CollaboratorsRepository } from '../../src/modules/learning/sessions/collaborators/collaborators.repository.js';
import type { SessionRole } from '../../src/modules/learning/sessions/collaborators/collaborator.rules.js';
import { CollaboratorsService } from '../../src/modules/learning/sessions/collaborators/collaborators.service.js';
import { SessionInvitationsService } from '../../src/modules/learning/sessions/invitations/session-invitations.service.js';
import { PublicSessionQueryDto, SessionQueryDto } from '../../src/modules/learning/sessions/room/session-query.dto.js';
import { SessionsService } from '../../src/modules/learning/sessions/room/sessions.service.js';
import { SessionsWorkerModule } from '../../src/modules/learning/sessions/sessions.worker.module.js';
import { MembersService } from '../../src/modules/people/organizations/members/members.service.js';
import { OrganizationsRepository } from '../../src/modules/people/organizations/organization/organizations.repository.js';
import { OrganizationsService } from '../../src/modules/people/organizations/organization/organizations.service.js';
import { OrganizationsUserData } from '../../src/modules/people/organizations/organizations.user-data.js';
import { ServiceAccountsService } from '../../src/modules/people/organizations/service-accounts/service-accounts.service.js';
import { UsersApi } from '../../src/modules/people/users/users.api.js';
import { newEmail } from '../factories/person.js';
import type { TestDatabase } from '../support/database.mjs';

const CROWD = 50;
const PLACES = 20;

let database: TestDatabase;
let app: INestApplicationContext;
let close: ComposedApp['close'];
let owner: Actor;
let crowd: Actor[];

beforeAll(async () => {
  ({ app, database, close } = await composeApp(SessionsWorkerModule));
  owner = await person('Ada', 'ada@example.test');
  crowd = [];
  for (let n = 0; n < CROWD; n += 1) crowd.push(await person(`Person ${n}`, `person-${n}@example.test`));
});

afterAll(() => close());

const get = <T>(token: abstract new (...parameters: never[]) => T): T => app.get<T>(token, { strict: false });
const inTransaction = <T>(work: () => Promise<T>) => get(Transactions).run(work);

async function person(name: string, email: string): Promise<Actor> {
  const { id } = await inTransaction(() => get(UsersApi).create({ name, email, language: 'fr' }));
  return { userId: id, role: 'user', sessionId: newId() };
}

const openRoom = (settings: object = {}) =>
  get(SessionsService).create(owner, { title: 'Tri', isPublic: true, maxCollaborators: PLACES, ...settings });

const join = (actor: Actor, id: string) => get(CollaboratorsService).join(actor, id);
const placeOf = async (actor: Actor, id: string) =>
  (await get(CollaboratorsRepository).findPerson(id, actor.userId))!.id;
const setRole = async (actor: Actor, id: string, role: SessionRole) =>
  get(CollaboratorsService).changeRole(owner, id, await placeOf(actor, id), { role });
const remove = async (by: Actor, actor: Actor, id: string) =>
  get(CollaboratorsService).remove(by, id, await placeOf(actor, id));
const linkBy = async (maker: Actor, id: string, role: SessionRole) =>
  (await get(SessionInvitationsService).createAs(maker, id, { role })).secret;
const accept = (actor: Actor, token: string) => get(SessionInvitationsService).accept(actor, { token });

/** An organization of the owner with these members. */
async function school(...members: readonly Actor[]): Promise<string> {
  const { id } = await inTransaction(() => get(OrganizationsService).create(owner, { name: 'School' }));
  for (const { userId } of members)
    await inTransaction(() => get(OrganizationsRepository).addMember(id, userId, 'member'));
  return id;
}

/** @returns codes of refusals, and null for successes */
async function outcomes(works: ReadonlyArray<Promise<unknown>>): Promise<(string | null)[]> {
  const settled = await Promise.allSettled(works);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return null;
    const coded = one.reason instanceof CodedError ? one.reason : constraintError(one.reason);
    if (!coded) throw one.reason;
    return coded.definition.code;
  });
}

async function placesOf(id: string): Promise<{ counted: number; taken: number }> {
  const { rows } = await database.pool.query<{ counted: number; taken: number }>(
    `SELECT collaborator_count AS counted,
       (SELECT count(*)::int FROM session_collaborators c WHERE c.session_id = s.id AND c.is_active) AS taken
     FROM sessions s WHERE id = $1`,
    [id],
  );
  return rows[0]!;
}

describe('the places of a room', () => {
  it('are taken by exactly as many as there are, of fifty who come in at once', async () => {
    const { id } = await openRoom();
    const codes = await outcomes(crowd.map((actor) => get(CollaboratorsService).join(actor, id)));
    expect(codes.filter((code) => code === null)).toHaveLength(PLACES);
    expect(new Set(codes)).toEqual(new Set([null, 'session_full']));
    expect(await placesOf(id)).toEqual({ counted: PLACES, taken: PLACES });
  });

  it('are taken once by somebody who comes in many times at once', async () => {
    const { id } = await openRoom();
    const codes = await outcomes(Array.from({ length: 10 }, () => get(CollaboratorsService).join(crowd[0]!, id)));
    expect(new Set(codes)).toEqual(new Set([null]));
    expect(await placesOf(id)).toEqual({ counted: 1, taken: 1 });
  });

  it('are counted right whatever people do at once', async () => {
    const { id } = await openRoom({ maxCollaborators: 5 });
    const collaborators = get(CollaboratorsService);
    await outcomes(
      crowd
        .slice(0, 12)
        .flatMap((actor) => [
          collaborators.join(actor, id),
          collaborators.leave(actor, id),
          collaborators.join(actor, id),
          get(SessionsService).change(owner, id, { maxCollaborators: 3 }),
        ]),
    );
    const { counted, taken } = await placesOf(id);
    expect(counted).toBe(taken);
    expect(counted).toBeLessThanOrEqual(5);
  });

  it('are counted once for somebody who has one already', async () => {
    const { id } = await openRoom();
    for (const role of ['viewer', 'admin'] as const)
      await inTransaction(() => get(CollaboratorsRepository).admit(id, crowd[0]!.userId, role));
    expect(await placesOf(id)).toEqual({ counted: 1, taken: 1 });
  });

  it('are not fewer than there are people', async () => {
    const { id } = await openRoom();
    for (const actor of crowd.slice(0, 2)) await get(CollaboratorsService).join(actor, id);
    const change = (maxCollaborators: number) => get(SessionsService).change(owner, id, { maxCollaborators });
    expect(await outcomes([change(1)])).toEqual(['session_full']);
    expect((await change(2)).maxCollaborators).toBe(2);
  });

  it('are free again when people leave, are removed, or are erased', async () => {
    const { id } = await openRoom();
    const [leaving, removed, erased] = crowd as [Actor, Actor, Actor];
    for (const actor of [leaving, removed, erased]) await get(CollaboratorsService).join(actor, id);
    await get(CollaboratorsService).leave(leaving, id);
    expect(await placesOf(id)).toEqual({ counted: 2, taken: 2 });
    const place = await get(CollaboratorsRepository).findPerson(id, removed.userId);
    await get(CollaboratorsService).remove(owner, id, place!.id);
    await inTransaction(() => get(CollaboratorsRepository).removeEverywhere(erased.userId));
    expect(await placesOf(id)).toEqual({ counted: 0, taken: 0 });
  });
});

describe('a removal', () => {
  it('holds against links of before and against coming in, until somebody lets them in anew', async () => {
    const [guest] = crowd as [Actor];
    const { id } = await openRoom();
    const before = await linkBy(owner, id, 'admin');
    await accept(guest, before);
    const own = await linkBy(guest, id, 'viewer');
    await remove(owner, guest, id);
    expect(await outcomes([accept(guest, before)])).toEqual(['session_invitation_invalid']);
    expect(await outcomes([join(guest, id)])).toEqual(['forbidden']);
    expect(await placesOf(id)).toEqual({ counted: 0, taken: 0 });
    const { data } = await get(CollaboratorsService).list(owner, id, new CollaboratorQueryDto());
    expect(data).toEqual([]);
    await get(SessionsService).change(owner, id, { isPublic: false });
    expect(await outcomes([join(guest, id)])).toEqual(['not_found']);
    await accept(guest, await linkBy(owner, id, 'viewer'));
    expect((await accept(guest, before)).myRole).toBe('viewer');
    await setRole(guest, id, 'admin');
    expect(await outcomes([accept(crowd[1]!, own)])).toEqual(['session_invitation_invalid']);
    await accept(crowd[1]!, await linkBy(guest, id, 'viewer'));
    expect(await placesOf(id)).toEqual({ counted: 2, taken: 2 });
  });

  it('of oneself is for good in a private room, and not in a public one', async () => {
    const [guest] = crowd as [Actor];
    const { id } = await openRoom();
    await accept(guest, await linkBy(owner, id, 'editor'));
    await remove(guest, guest, id);
    expect((await join(guest, id)).myRole).toBe('viewer');
    await remove(guest, guest, id);
    await get(SessionsService).change(owner, id, { isPublic: false });
    expect(await outcomes([join(guest, id)])).toEqual(['not_found']);
  });

  it('of a stronger role holds against links of before, also when they leave and come again', async () => {
    const [guest] = crowd as [Actor];
    const { id } = await openRoom();
    const before = await linkBy(owner, id, 'editor');
    await accept(guest, before);
    await setRole(guest, id, 'viewer');
    expect((await accept(guest, before)).myRole).toBe('viewer');
    await get(CollaboratorsService).leave(guest, id);
    expect(await outcomes([accept(guest, before)])).toEqual(['session_invitation_invalid']);
    expect((await join(guest, id)).myRole).toBe('viewer');
    expect((await accept(guest, await linkBy(owner, id, 'editor'))).myRole).toBe('editor');
  });
});

it('rooms of a deactivated owner are neither listed nor shown to strangers, and no link lets them in', async () => {
  const closed = await person('Rita', newEmail());
  const { id } = await get(SessionsService).create(closed, { title: 'Of Rita', isPublic: true });
  const secret = await linkBy(closed, id, 'editor');
  const listed = async () =>
    (await get(SessionsService).listPublic(Object.assign(new PublicSessionQueryDto(), { q: 'Of Rita' }))).data;
  expect(await listed()).toHaveLength(1);
  await database.pool.query('UPDATE users SET is_active = false WHERE id = $1', [closed.userId]);
  expect(await listed()).toEqual([]);
  expect(await outcomes([join(crowd[0]!, id), accept(crowd[0]!, secret)])).toEqual([
    'not_found',
    'session_invitation_invalid',
  ]);
});

it('an archived room is kept as it was, and opened again by whoever may archive it', async () => {
  const [admin, guest] = crowd as [Actor, Actor];
  const { id } = await openRoom();
  const secret = await linkBy(owner, id, 'admin');
  await accept(admin, secret);
  await join(guest, id);
  await get(SessionsService).step(owner, id, 'archive');
  expect(
    await outcomes([
      setRole(guest, id, 'editor'),
      linkBy(owner, id, 'viewer'),
      get(CollaboratorsService).transfer(owner, id, { userId: admin.userId }),
    ]),
  ).toEqual(Array(3).fill('session_status_conflict'));
  expect((await accept(guest, secret)).myRole).toBe('viewer');
  expect(await outcomes([get(SessionsService).step(admin, id, 'reopen')])).toEqual(['forbidden']);
  await remove(owner, guest, id);
  expect((await get(SessionsService).step(owner, id, 'reopen')).status).toBe('active');
});

describe('the rooms of an organization', () => {
  let organizationId: string;
  let [manager, member]: Actor[] = [];
  const codesFor = (actor: Actor, id: string) => outcomes([get(SessionsService).findOne(actor, id)]);
  const titlesOf = async (actor: Actor) =>
    (await get(SessionsService).list(actor, new SessionQueryDto())).data.map(({ title }) => title);
  const leave = (actor: Actor, by = owner) => get(MembersService).remove(by, organizationId, actor.userId);

  beforeEach(async () => {
    [manager, member] = [await person('Manny', newEmail()), await person('Memo', newEmail())];
    organizationId = await school(member);
    await inTransaction(() => get(OrganizationsRepository).addMember(organizationId, manager!.userId, 'admin'));
  });

  const roomOf = (actor: Actor, settings: object = {}) =>
    get(SessionsService).create(actor, { title: 'Of the school', organizationId, ...settings });

  it('have managers in them as viewers, who have neither place nor links once they are dismissed', async () => {
    const { id } = await roomOf(member!);
    expect((await join(manager!, id)).myRole).toBe('viewer');
    const secrets = [await linkBy(manager!, id, 'admin'), await linkBy(member!, id, 'viewer')];
    await accept(manager!, secrets[0]!);
    await leave(manager!);
    expect(await codesFor(manager!, id)).toEqual(['not_found']);
    expect(await outcomes(secrets.map((secret) => accept(manager!, secret)))).toEqual(
      secrets.map(() => 'session_invitation_invalid'),
    );
    expect(await placesOf(id)).toEqual({ counted: 0, taken: 0 });
  });

  it('have managers as viewers who manage no more, whatever they gave themselves', async () => {
    const { id } = await roomOf(member!);
    const secret = await linkBy(manager!, id, 'admin');
    await accept(manager!, secret);
    await get(MembersService).change(owner, organizationId, manager!.userId, { role: 'member' });
    expect((await get(SessionsService).findOne(manager!, id)).myRole).toBe('viewer');
    expect(await outcomes([get(SessionsService).setLocked(manager!, id, true)])).toEqual(['forbidden']);
    expect(await outcomes([accept(crowd[0]!, secret)])).toEqual(['session_invitation_invalid']);
  });

  it('pass to an owner of it, who keeps no place, when theirs leaves, and stay there for good', async () => {
    const { id } = await roomOf(member!);
    await join(owner, id);
    await join(crowd[0]!, (await openRoom({ organizationId })).id);
    await leave(member!);
    expect(await titlesOf(member!)).toEqual([]);
    expect(await codesFor(member!, id)).toEqual(['not_found']);
    expect(await get(SessionsService).findOne(owner, id)).toMatchObject({
      ...{ owner: { id: owner.userId }, myRole: 'owner', collaboratorCount: 0 },
    });
    const { rows } = await database.pool.query<{ payload: object }>(
      `SELECT payload FROM outbox_messages WHERE name = 'session.ownership_transferred' AND payload->>'sessionId' = $1`,
      [id],
    );
    const [previousOwner, newOwner] = [member!.userId, owner.userId];
    expect(rows.map(({ payload }) => payload)).toEqual([
      { sessionId: id, organizationId, previousOwner, newOwner, actorId: owner.userId },
    ]);
    // What happens in rooms of an organization is of that organization.
    const entries = await database.pool.query<{ action: string }>(
      `SELECT DISTINCT action FROM audit_entries WHERE session_id = $1 AND organization_id = $2 ORDER BY action`,
      [id, organizationId],
    );
    expect(entries.rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['session_collaborator_joined', 'session_create', 'session_ownership_transferred']),
    );
    const { rowCount } = await database.pool.query(
      'SELECT FROM audit_entries WHERE session_id = $1 AND organization_id IS NULL',
      [id],
    );
    expect(rowCount).toBe(0);
    await accept(member!, await linkBy(owner, id, 'viewer'));
    expect((await get(SessionsService).findOne(member!, id)).myRole).toBe('viewer');
    await inTransaction(() => get(OrganizationsService).delete(owner, organizationId));
    expect(await codesFor(owner, id)).toEqual([null]);
  });

  it('are neither owned nor joined by service accounts', async () => {
    const service = await get(ServiceAccountsService).create(owner, organizationId, {
      name: 'Our site',
      role: 'admin',
    });
    const program: Actor = { ...owner, userId: service.id, key: { scopes: [], requestsPerMinute: null } };
    const { id } = await roomOf(member!, { isPublic: true });
    expect(
      await outcomes([
        get(SessionsService).create(program, { title: 'Its own' }),
        join(program, id),
        get(CollaboratorsService).add(member!, id, { userId: service.id }),
        get(CollaboratorsService).transfer(member!, id, { userId: service.id }),
      ]),
    ).toEqual(['api_key_refused', 'api_key_refused', 'validation_failed', 'not_another_collaborator']);
    expect((await get(SessionsService).setLocked(program, id, true)).isLocked).toBe(true);
  });

  it('pass on when their owner closes the account, and are not lost in a race with a removal', async () => {
    const { id } = await roomOf(manager!);
    await inTransaction(() => get(OrganizationsUserData).beginErasure(manager!.userId));
    expect((await get(SessionsService).findOne(owner, id)).myRole).toBe('owner');
    await outcomes([...Array.from({ length: 5 }, () => roomOf(member!)), leave(member!)]);
    const { rowCount } = await database.pool.query(
      'SELECT FROM sessions WHERE organization_id = $1 AND owner_id <> $2',
      [...[organizationId, owner.userId]],
    );
    expect(rowCount).toBe(0);
  });
});

describe('a transfer', () => {
  it('changes owner and places together, and says who was and who is', async () => {
    const { id } = await openRoom({ maxCollaborators: 1 });
    const [heir, other] = crowd as [Actor, Actor];
    const to = (userId: string) => get(CollaboratorsService).transfer(owner, id, { userId });
    expect(await outcomes([to(heir.userId), to(owner.userId)])).toEqual([
      'not_another_collaborator',
      'not_another_collaborator',
    ]);
    await get(CollaboratorsService).join(heir, id);
    expect(await to(heir.userId)).toMatchObject({ owner: { id: heir.userId }, myRole: 'admin', collaboratorCount: 1 });
    expect(await outcomes([to(other.userId), get(CollaboratorsService).leave(heir, id)])).toEqual([
      'forbidden',
      'session_owner_stays',
    ]);
    const { rows } = await database.pool.query<{ payload: object }>(
      `SELECT payload FROM outbox_messages WHERE name = 'session.ownership_transferred' AND payload->>'sessionId' = $1`,
      [id],
    );
    const actorId = owner.userId;
    expect(rows.map(({ payload }) => payload)).toEqual([
      { sessionId: id, organizationId: null, previousOwner: owner.userId, newOwner: heir.userId, actorId },
    ]);
    const { rows: logged } = await database.pool.query(
      `SELECT level, retention, user_id, metadata FROM audit_entries
       WHERE action = 'session_ownership_transferred' AND session_id = $1`,
      [id],
    );
    expect(logged).toEqual([
      {
        ...{ level: 'security', retention: 'session', user_id: owner.userId },
        metadata: { sessionId: id, previousOwner: owner.userId, newOwner: heir.userId, actorId },
      },
    ]);
  });
});

describe('people are told', () => {
  /** Hands every message about the room to the consumer, twice. @returns who was told what, in the order of the events */
  async function told(id: string): Promise<(readonly [userId: string, type: string, title: string])[]> {
    const { rows } = await database.pool.query<Message>(
      `SELECT id, name, payload, request_id AS "requestId", lane, created_at AS "createdAt" FROM outbox_messages
       WHERE payload->>'sessionId' = $1 AND name ~ '^session\\.(collaborator_(added|joined|removed)|role|ownership)'
       ORDER BY id`,
      [id],
    );
    for (const message of [...rows, ...rows])
      await inTransaction(() => get(CollaboratorNoticesConsumer).handle(message));
    const notices = await database.pool.query<{ userId: string; type: string; title: string }>(
      `SELECT user_id AS "userId", type, title FROM notifications WHERE metadata->>'sessionId' = $1 ORDER BY id`,
      [id],
    );
    return notices.rows.map(({ userId, type, title }) => [userId, type, title] as const);
  }

  it('what others do with their place, and owners who comes in, in their language and once', async () => {
    const { id } = await openRoom();
    const [guest] = crowd as [Actor];
    const collaborators = get(CollaboratorsService);
    await collaborators.join(guest, id);
    // Told to whoever is the owner then.
    await told(id);
    const place = (await get(CollaboratorsRepository).findPerson(id, guest.userId))!;
    await collaborators.changeRole(owner, id, place.id, { role: 'editor' });
    for (const role of ['viewer', 'editor'] as const) await collaborators.changeRole(owner, id, place.id, { role });
    for (let times = 0; times < 3; times += 1) {
      await collaborators.leave(guest, id);
      await collaborators.join(guest, id);
    }
    await collaborators.leave(guest, id);
    expect(await outcomes([collaborators.add(owner, id, { userId: guest.userId })])).toEqual(['validation_failed']);
    await school(guest);
    await collaborators.add(owner, id, { userId: guest.userId, role: 'viewer' });
    await collaborators.transfer(owner, id, { userId: guest.userId });
    const former = (await get(CollaboratorsRepository).findPerson(id, owner.userId))!;
    await collaborators.remove(guest, id, former.id);
    expect(await told(id)).toEqual([
      [owner.userId, 'SESSION_COLLABORATOR_JOINED', 'Person 0 a rejoint Tri'],
      [guest.userId, 'SESSION_ROLE_CHANGED', 'Votre rôle dans Tri : éditeur'],
      [guest.userId, 'SESSION_ROLE_CHANGED', 'Votre rôle dans Tri : lecteur'],
      [guest.userId, 'SESSION_SHARED', 'Vous êtes dans Tri'],
      [guest.userId, 'SESSION_OWNERSHIP_TRANSFERRED', 'Vous êtes propriétaire de Tri'],
      [owner.userId, 'SESSION_COLLABORATOR_REMOVED', 'Vous avez quitté Tri'],
    ]);

    // Those who want none of it are told nothing but what they have to know.
    for (const actor of [owner, guest])
      await get(PreferencesService).change(actor, {
        notifications: { collaboratorJoined: false, sessionShared: false },
      });
    const { id: quiet } = await openRoom();
    await collaborators.join(guest, quiet);
    const added = (await get(CollaboratorsRepository).findPerson(quiet, guest.userId))!;
    await collaborators.remove(owner, quiet, added.id);
    await collaborators.add(owner, quiet, { userId: guest.userId, role: 'viewer' });
    expect(await told(quiet)).toEqual([[guest.userId, 'SESSION_COLLABORATOR_REMOVED', 'Vous avez quitté Tri']]);
  });
});
