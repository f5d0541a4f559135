import { newId } from '../../../src/kernel/ids.js';
import { createBookable, createOutOfOffice } from '../../factories/availability.js';
import { book, slot, type Times } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { eraseAccount, type Person, signUpAll } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
const db = sharedDatabase();

let owner: Person;
let admin: Person;
let member: Person;
let stranger: Person;
let organization: string;

beforeAll(async () => {
  [owner, admin, member, stranger] = await signUpAll(api, 'Owner', 'Admin', 'Member', 'Stranger');
  organization = await createOrganization(owner);
  await addMember(owner, organization, admin, 'admin');
  await addMember(owner, organization, member);
});

afterAll(() => db.end());

/** Takes time of a resource. */
async function take(bookableId: string, { start, end }: Times, lane: number | null = 0): Promise<void> {
  await db.query('INSERT INTO claims (bookable_id, lane, during) VALUES ($1, $2, tstzrange($3, $4))', [
    bookableId,
    lane,
    start,
    end,
  ]);
}

async function release(bookableId: string): Promise<void> {
  await db.query('DELETE FROM claims WHERE bookable_id = $1', [bookableId]);
}

describe('a resource', () => {
  it('of an organization is managed by its owner and admins, and seen by members', async () => {
    const wanted = { kind: 'device', name: 'Telescope', capacity: 3, organizationId: organization };
    expect((await member.api.post('/bookables', wanted)).status).toBe(403);
    expect((await stranger.api.post('/bookables', wanted)).body.errors[0].code).toBe('unknown_organization');
    const { body, headers } = await admin.api.post('/bookables', { ...wanted, timeZone: 'Europe/Paris' });
    expect(body).toMatchObject({ ...wanted, description: null, ownerId: null, isActive: true, version: 1 });
    const path = `/bookables/${body.id}`;
    expect(headers.get('Location')).toBe(`/api/v1${path}`);

    expect((await member.api.get(path)).body).toEqual(body);
    expect((await member.api.patch(path, { name: 'Mine' })).status).toBe(403);
    expect((await member.api.delete(path)).status).toBe(403);
    expect((await stranger.api.get(path)).status).toBe(404);

    const changed = await owner.api.patch(path, { name: 'Big telescope', timeZone: null });
    expect(changed.body).toMatchObject({ name: 'Big telescope', timeZone: null, capacity: 3, version: 2 });
    const stale = await admin.api.patch(path, { name: 'Old' }, { headers: { 'If-Match': headers.get('ETag')! } });
    expect([stale.status, stale.body.code]).toEqual([412, 'precondition_failed']);
  });

  it('of a person is nobody else’s', async () => {
    const id = await createBookable(member, { name: 'My car', kind: 'other' });
    expect((await member.api.get(`/bookables/${id}`)).body).toMatchObject({ ownerId: member.id, capacity: 1 });
    const answers = await Promise.all([owner.api.get(`/bookables/${id}`), owner.api.delete(`/bookables/${id}`)]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('is archived and reduced when no booking needs it any more', async () => {
    const id = await createBookable(owner, { organizationId: organization, capacity: 3 });
    await take(id, slot(5, 90), null);
    const last = slot(6);
    await take(id, last, null);
    const path = `/bookables/${id}`;
    expect((await owner.api.patch(path, { capacity: 3, name: 'Same size' })).status).toBe(200);
    const smaller = await owner.api.patch(path, { capacity: 1 });
    expect([smaller.status, smaller.body.code, smaller.body.until]).toEqual([409, 'bookable_in_use', slot(5, 90).end]);
    const archived = await owner.api.delete(path);
    expect([archived.status, archived.body.until]).toEqual([409, last.end]);
    expect((await owner.api.patch(path, { capacity: 2 })).body.capacity).toBe(2);
    await db.query('DELETE FROM claims WHERE bookable_id = $1 AND lower(during) < $2', [id, last.start]);
    expect((await owner.api.patch(path, { capacity: 1 })).body.capacity).toBe(1);
    await expect(take(id, last)).rejects.toMatchObject({ constraint: 'claims_core_core' });

    await release(id);
    await take(id, { start: '2020-01-01T09:00:00Z', end: '2020-01-01T10:00:00Z' });
    expect((await owner.api.delete(path)).body).toMatchObject({ id, isActive: false });
    expect((await owner.api.delete(path)).status).toBe(200);
    expect((await member.api.get(path)).body.isActive).toBe(false);
    expect((await owner.api.patch(path, { isActive: true })).body.isActive).toBe(true);
  });

  it('goes with its organization', async () => {
    const gone = await createOrganization(owner);
    const id = await createBookable(owner, { organizationId: gone });
    await take(id, slot(1));
    expect((await owner.api.delete(`/organizations/${gone}`)).status).toBe(204);
    expect((await owner.api.get(`/bookables/${id}`)).status).toBe(404);
  });

  it.each([
    ['no kind', { name: 'x' }],
    ['the kind of people', { kind: 'person', name: 'x' }],
    ['no name', { kind: 'room', name: ' ' }],
    ['no capacity', { kind: 'room', name: 'x', capacity: 0 }],
    ['too much capacity', { kind: 'room', name: 'x', capacity: 1001 }],
    ['an unknown zone', { kind: 'room', name: 'x', timeZone: 'Mars/Olympus' }],
  ])('with %s is refused', async (_fault, body) => {
    expect((await owner.api.post('/bookables', body)).status).toBe(400);
  });
});

describe('the list of resources', () => {
  it('has one’s own and those of one’s organizations', async () => {
    const [ada, grace] = await signUpAll(api, 'Ada', 'Grace');
    const [engines, other] = [await createOrganization(ada), await createOrganization(ada)];
    await addMember(ada, engines, grace);
    await createBookable(ada, { name: 'B 100%', organizationId: engines });
    await createBookable(ada, { name: 'C', kind: 'device', organizationId: other });
    await createBookable(ada, { name: 'A' });
    const archived = await createBookable(ada, { name: 'D', organizationId: engines });
    await ada.api.delete(`/bookables/${archived}`);
    const names = async (person: Person, query: Record<string, string | number> = {}) => {
      const { body } = await person.api.get('/bookables', { query });
      return body.data.map(({ name }: { name: string }) => name);
    };
    expect(await names(ada)).toEqual(['A', 'B 100%', 'C', 'D']);
    expect(await names(grace)).toEqual(['B 100%', 'D']);
    expect(await names(stranger)).toEqual([]);
    expect(await names(ada, { organizationId: engines, isActive: 'true' })).toEqual(['B 100%']);
    expect(await names(grace, { organizationId: other })).toEqual([]);
    expect(await names(ada, { kind: 'room', q: '0%', sort: '-name' })).toEqual(['B 100%']);
    const first = await ada.api.get('/bookables', { query: { limit: 3, sort: '-createdAt' } });
    const rest = await names(ada, { limit: 3, sort: '-createdAt', cursor: first.body.meta.nextCursor });
    expect([first.body.data.length, rest]).toEqual([3, ['B 100%']]);
  });

  it('refuses a forged cursor', async () => {
    const cursor = Buffer.from(JSON.stringify(['createdAt', 'soon', newId()])).toString('base64url');
    const { status, body } = await owner.api.get('/bookables', { query: { sort: 'createdAt', cursor } });
    expect([status, body.code]).toEqual([400, 'malformed_cursor']);
  });
});

describe('a person', () => {
  it('is shown to themselves and their colleagues, also before the first booking, and changed by nobody', async () => {
    const path = `/bookables/${member.id}`;
    const { body } = await member.api.get(path);
    expect(body).toMatchObject({ id: member.id, kind: 'person', name: 'Member', timeZone: 'UTC', isActive: true });
    expect((await owner.api.get(path)).body).toEqual(body);
    expect((await stranger.api.get(path)).status).toBe(404);
    const answers = await Promise.all([member.api.patch(path, { name: 'x' }), owner.api.delete(path)]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
  });
});

describe('free and busy', () => {
  const ask = (person: Person, bookableIds: string[], more: object = {}) =>
    person.api.post('/freebusy', { bookableIds, from: slot(0).start, to: slot(24).start, ...more });

  it('tells colleagues when somebody is busy and not with what, and strangers nothing', async () => {
    const [ada, grace] = await signUpAll(api, 'Ada', 'Grace');
    await addMember(ada, await createOrganization(ada), grace);
    const before = await ask(grace, [ada.id]);
    expect(before.body.bookables).toEqual([{ bookableId: ada.id, isKnown: true, busy: [] }]);
    await book(ada, slot(9), { title: 'Secret' });
    await book(ada, slot(10, 30));
    await book(ada, slot(23, 120));
    await createOutOfOffice(ada, slot(13));
    await db.query('INSERT INTO busy_times (bookable_id, source_id, during) VALUES ($1, $2, tstzrange($3, $4))', [
      ada.id,
      newId(),
      slot(13.5).start,
      slot(13.5).end,
    ]);
    const { status, body, text } = await ask(grace, [stranger.id, ada.id.toUpperCase(), ada.id, newId()]);
    expect([status, text.includes('Secret')]).toEqual([200, false]);
    expect(body).toMatchObject({ from: slot(0).start, to: slot(24).start });
    expect(body.bookables.slice(0, 2)).toEqual([
      { bookableId: stranger.id, isKnown: false, busy: [] },
      { bookableId: ada.id, isKnown: true, busy: [slot(9, 90), slot(13, 90), slot(23)] },
    ]);
    expect(body.bookables[2].isKnown).toBe(false);
    const { body: strange } = await ask(stranger, [ada.id]);
    expect(strange.bookables).toEqual([{ bookableId: ada.id, isKnown: false, busy: [] }]);
  });

  it('calls what takes several bookings at once busy while it is full', async () => {
    const id = await createBookable(owner, { organizationId: organization, capacity: 2 });
    await take(id, slot(9, 120), null);
    await take(id, slot(10, 60), null);
    await take(id, slot(15), null);
    expect((await ask(member, [id])).body.bookables[0].busy).toEqual([slot(10, 60)]);
    await take(id, slot(8, 90), null);
    expect((await ask(member, [id])).body.bookables[0].busy).toEqual([slot(9, 30), slot(10, 60)]);
  });

  it.each([
    ['no time', { to: slot(0).start }, 'is_after_from'],
    ['more than 62 days', { to: slot(24 * 63).start }, 'max_duration'],
    ['more than 50 ids', { bookableIds: Array.from({ length: 51 }, newId) }, 'max_items'],
    ['no id', { bookableIds: ['x'] }, 'is_uuid'],
  ])('refuses %s', async (_fault, more, code) => {
    const { status, body } = await ask(owner, [owner.id], more);
    expect([status, body.errors[0].code]).toEqual([400, code]);
  });
});

it('closing an account takes its resources, schedules and absences with it', async () => {
  const [ada, grace] = await signUpAll(api, 'Ada', 'Grace');
  await addMember(grace, await createOrganization(grace), ada);
  const room = await createBookable(ada);
  await take(room, slot(1));
  await ada.api.post('/schedules', { name: 'Mine', weekly: [] });
  await createOutOfOffice(ada, slot(1));
  const { body: entry } = await grace.api.post('/out-of-office', { ...slot(1), standInId: ada.id });
  await eraseAccount(ada);
  const { rows } = await db.query(
    `SELECT (SELECT count(*)::int FROM bookables WHERE owner_id = $1) AS resources,
            (SELECT count(*)::int FROM schedules WHERE bookable_id = $1) AS schedules,
            (SELECT count(*)::int FROM out_of_office WHERE bookable_id = $1) AS absences`,
    [ada.id],
  );
  expect(rows).toEqual([{ resources: 0, schedules: 0, absences: 0 }]);
  expect((await grace.api.get(`/out-of-office/${entry.id}`)).body.standInId).toBeNull();
});
