import { randomUUID } from 'node:crypto';
import { askForEventType, copyEventType, createEventType } from '../../factories/event-type.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, type Person, signUp, signUpAll } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

/** Ada owns the organization; Grace and Charles are plain members. */
let ada: Person;
let grace: Person;
let charles: Person;
let organizationId: string;

beforeEach(async () => {
  [ada, grace, charles] = await signUpAll(api, 'Ada', 'Grace', 'Charles');
  organizationId = await createOrganization(ada);
  await Promise.all([addMember(ada, organizationId, grace), addMember(ada, organizationId, charles)]);
});

afterAll(() => db.end());

const leave = (person: Person) => person.api.delete(`/organizations/${organizationId}/members/${person.id}`);

async function statuses(person: Person, ids: readonly string[]): Promise<number[]> {
  const answers = await Promise.all(ids.map((id) => person.api.get(`/event-types/${id}`)));
  return answers.map(({ status }) => status);
}

describe('managed copies', () => {
  it('are one for each member, and stay one', async () => {
    const slug = `clinic-${randomUUID()}`;
    const hosts = [{ userId: ada.id }, { userId: grace.id }];
    const parent = await createEventType(ada, { organizationId, slug, hosts, assignment: 'collective', seats: 4 });
    const [first] = await copyEventType(ada, parent.id, [charles.id]);
    expect(first).toMatchObject({
      parentId: parent.id,
      owner: { id: charles.id },
      slug: `${slug}-1`,
      seats: 4,
      assignment: 'single',
      hosts: [{ userId: charles.id, scheduleId: null }],
    });
    const path = `/event-types/${parent.id}/copies`;
    const answers = await Promise.all(
      [0, 1, 2].map(() => ada.api.post(path, { userIds: [charles.id.toUpperCase(), grace.id] })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { body } = await ada.api.get('/event-types', { query: { parentId: parent.id, sort: 'slug' } });
    expect(body.data.map((copy: { slug: string }) => copy.slug)).toEqual([`${slug}-1`, `${slug}-2`]);
    expect(body.data[0]).toEqual(first);
  });

  it('follow what is managed and keep what is their own', async () => {
    const parent = await createEventType(ada, { organizationId, location: 'Room 5', limits: { day: { bookings: 4 } } });
    const [copy] = await copyEventType(ada, parent.id, [charles.id]);
    const path = `/event-types/${copy.id}`;
    const own = { location: 'Room 6', isActive: false, slug: `mine-${randomUUID()}` };
    expect((await charles.api.patch(path, own)).body).toMatchObject({ ...own, version: 2 });
    const foreign = await charles.api.patch(path, { title: 'Mine', isPublic: true });
    expect([foreign.status, foreign.body.code, foreign.body.errors.length]).toEqual([422, 'managed_field', 2]);
    const change = { title: 'Clinic', durations: [20, 40], limits: {}, questions: [], location: 'Hall' };
    const { body: changed } = await ada.api.patch(`/event-types/${parent.id}`, change);
    expect(changed).toMatchObject(change);
    const { body: followed } = await charles.api.get(path);
    expect(followed).toMatchObject({ ...change, ...own, version: 3 });
    await ada.api.patch(`/event-types/${parent.id}`, { location: 'Hall 2', isActive: false });
    expect((await charles.api.get(path)).body).toEqual(followed);
    const { rows } = await db.query(
      `SELECT payload->'fields' AS fields FROM outbox_messages
       WHERE name = 'event_type.changed' AND payload->>'eventTypeId' = $1 ORDER BY id DESC LIMIT 1`,
      [copy.id],
    );
    expect(rows).toEqual([{ fields: expect.arrayContaining(['title', 'durations', 'limits']) }]);
  });

  it('are for those who lead the organization to make and to end', async () => {
    const parent = await createEventType(ada, { organizationId });
    const [copy] = await copyEventType(ada, parent.id, [charles.id]);
    const [other] = await copyEventType(ada, parent.id, [grace.id]);
    const personal = await createEventType(ada);
    const outsider = await signUp(api, 'Mallory');
    const refused = await Promise.all([
      charles.api.post(`/event-types/${parent.id}/copies`, { userIds: [grace.id] }),
      charles.api.delete(`/event-types/${copy.id}`),
      ada.api.post(`/event-types/${personal.id}/copies`, { userIds: [ada.id] }),
      ada.api.post(`/event-types/${copy.id}/copies`, { userIds: [ada.id] }),
      ada.api.post(`/event-types/${parent.id}/copies`, { userIds: [outsider.id] }),
      ada.api.post(`/event-types/${parent.id}/copies`, { userIds: [] }),
    ]);
    expect(refused.map(({ body }) => body.code)).toEqual([
      'forbidden',
      'forbidden',
      'not_copyable',
      'not_copyable',
      'host_not_member',
      'validation_failed',
    ]);
    const remove = () => ada.api.delete(`/event-types/${parent.id}/copies/${charles.id}`);
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
    expect(await statuses(ada, [copy.id, other.id])).toEqual([404, 200]);
    await ada.api.delete(`/event-types/${parent.id}`);
    expect(await statuses(ada, [parent.id, other.id])).toEqual([404, 404]);
  });
});

describe('who leaves an organization', () => {
  it('hosts nothing there at once; copies end and what has no host is closed', async () => {
    const [alone, shared] = await Promise.all([
      createEventType(charles, { organizationId }),
      createEventType(ada, {
        organizationId,
        assignment: 'round_robin',
        hosts: [{ userId: charles.id }, { userId: ada.id }],
      }),
    ]);
    const [copy] = await copyEventType(ada, shared.id, [charles.id]);
    expect((await leave(charles)).status).toBe(204);
    const { body } = await ada.api.get(`/event-types/${shared.id}`);
    expect(body.hosts).toMatchObject([{ userId: ada.id }]);
    expect(await statuses(charles, [alone.id, shared.id])).toEqual([404, 404]);
    const closed = await eventually(
      () => ada.api.get(`/event-types/${alone.id}`),
      (answer) => !answer.body.isActive,
    );
    expect(closed.body).toMatchObject({ hosts: [], version: 2 });
    await eventually(
      () => statuses(ada, [copy.id]),
      ([status]) => status === 404,
    );
    const reopened = await ada.api.patch(`/event-types/${alone.id}`, { isActive: true });
    expect(reopened.body.errors).toMatchObject([{ pointer: '/hosts', code: 'min_items' }]);
    expect((await ada.api.patch(`/event-types/${alone.id}`, { title: 'Vacant' })).status).toBe(200);
  });

  it('is no host, whoever is faster: the one who leaves or the one who names them', async () => {
    const types = await Promise.all(Array.from({ length: 6 }, () => createEventType(ada, { organizationId })));
    const [left, ...named] = await Promise.all([
      leave(charles),
      ...types.map(({ id }) => ada.api.patch(`/event-types/${id}`, { hosts: [{ userId: charles.id }] })),
    ]);
    expect(left.status).toBe(204);
    expect(named.filter(({ status, body }) => status !== 200 && body.code !== 'host_not_member')).toEqual([]);
    const { rows } = await db.query('SELECT 1 FROM event_type_hosts WHERE user_id = $1', [charles.id]);
    expect(rows).toEqual([]);
  });

  it('by closing the account takes what was theirs along, and leaves what the organization owns', async () => {
    const [own, offered] = await Promise.all([
      createEventType(charles, { title: 'Charles at home', isPublic: true, location: 'My street' }),
      createEventType(charles, { organizationId, title: 'Engines' }),
    ]);
    const [copy] = await copyEventType(ada, offered.id, [charles.id]);
    await eraseAccount(charles);
    const { rows } = await db.query<{ id: string; text: string }>(
      `SELECT id, concat_ws(' ', slug, title, location) AS text FROM event_types
       WHERE id = ANY($1) AND deleted_at IS NOT NULL AND NOT is_public ORDER BY id`,
      [[own.id, offered.id, copy.id]],
    );
    expect(rows).toEqual([own.id, copy.id].sort().map((id) => ({ id, text: `removed-${id} Former event type` })));
    expect((await ada.api.get(`/event-types/${offered.id}`)).body).toMatchObject({
      title: 'Engines',
      owner: { id: charles.id, name: 'Former user' },
      hosts: [],
    });
  });
});

it('what an organization offers ends with it, and is nobody’s', async () => {
  const type = await createEventType(ada, { organizationId, isPublic: true });
  const seen = async (id: string, slug: string) => [
    ...(await statuses(ada, [id])),
    (await api.get(`/public/event-types/${slug}`)).status,
  ];
  expect(await seen(type.id, type.slug)).toEqual([200, 200]);
  expect((await ada.api.delete(`/organizations/${organizationId}`)).status).toBe(204);
  expect(await seen(type.id, type.slug)).toEqual([404, 404]);
  // Its address would lead people to a stranger.
  expect((await askForEventType(grace, { slug: type.slug })).body.code).toBe('slug_exists');
  await eventually(
    async () =>
      (
        await db.query(
          `SELECT 1 FROM outbox_messages WHERE name = 'event_type.archived' AND payload->>'eventTypeId' = $1`,
          [type.id],
        )
      ).rows.length,
    (count) => count === 1,
  );
});
