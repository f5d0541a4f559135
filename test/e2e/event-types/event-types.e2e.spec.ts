import { randomUUID } from 'node:crypto';
import { newId } from '../../../src/kernel/ids.js';
import { askForEventType, createEventType } from '../../factories/event-type.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUp, signUpAll } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

/** Ada owns the organization, Grace is an admin, Charles a plain member, Mallory nobody. */
let ada: Person;
let grace: Person;
let charles: Person;
let mallory: Person;
let organizationId: string;

beforeAll(async () => {
  [ada, grace, charles, mallory] = await signUpAll(api, 'Ada', 'Grace', 'Charles', 'Mallory');
  organizationId = await createOrganization(ada);
  await addMember(ada, organizationId, grace, 'admin');
  await addMember(ada, organizationId, charles);
});

afterAll(() => db.end());

/** A slug that no other test has. */
const newSlug = () => `type-${randomUUID()}`;

async function scheduleOf({ id }: Person): Promise<string> {
  await db.query('INSERT INTO bookables (id, user_id) VALUES ($1, $1) ON CONFLICT DO NOTHING', [id]);
  const schedule = newId();
  await db.query(
    `INSERT INTO schedules (id, bookable_id, name, time_zone, weekly) VALUES ($1, $2, 'Hours', 'UTC', '[]')`,
    [schedule, id],
  );
  return schedule;
}

async function room(belonging: { owner_id?: string; organization_id?: string }, isActive = true): Promise<string> {
  const id = newId();
  await db.query(
    `INSERT INTO bookables (id, kind, name, owner_id, organization_id, time_zone, is_active)
     VALUES ($1, 'room', 'Room 5', $2, $3, 'UTC', $4)`,
    [id, belonging.owner_id ?? null, belonging.organization_id ?? null, isActive],
  );
  return id;
}

async function eventsAbout(id: string): Promise<unknown[]> {
  const { rows } = await db.query<{ name: string; fields: string[] | null }>(
    `SELECT name, payload->'fields' AS fields FROM outbox_messages
     WHERE payload->>'eventTypeId' = $1 ORDER BY created_at, id`,
    [id],
  );
  return rows.map(({ name, fields }) => (fields ? [name, [...fields].sort()] : [name]));
}

describe('making an event type', () => {
  it('takes every rule, and answers and shows it as it was written', async () => {
    const [scheduleId, hall] = await Promise.all([scheduleOf(grace), room({ organization_id: organizationId })]);
    const rules = {
      organizationId,
      slug: newSlug(),
      title: 'Maths clinic',
      description: 'Bring a problem.',
      location: 'Room 5',
      timeZone: 'Europe/Paris',
      isPublic: true,
      isActive: false,
      durations: [60, 30],
      slotIntervalMinutes: 15,
      bufferBeforeMinutes: 5,
      bufferAfterMinutes: 10,
      minimumNoticeMinutes: 120,
      bookingWindow: { kind: 'range', from: '2031-01-01', to: '2031-06-30' },
      limits: { day: { bookings: 2, minutes: 90 }, week: { bookings: 8 }, month: { minutes: 1200 } },
      requiresConfirmation: true,
      questions: [
        { key: 'goal', label: 'What for?', type: 'long_text', required: true },
        { key: 'topics', label: 'Topics', type: 'choices', required: false, options: ['Algebra', 'Geometry'] },
      ],
      successRedirectUrl: 'https://school.example/thanks',
      redirectsWithBooking: true,
      redirectsInFrames: true,
      reminderMinutes: [1440, 60],
      assignment: 'round_robin',
      fairnessWindowDays: 14,
      requiredBookableIds: [hall],
    };
    const hosts = [
      { userId: charles.id, weight: 3 },
      { userId: grace.id, scheduleId, priority: 5 },
    ];
    const { status, headers, body } = await askForEventType(ada, { ...rules, hosts });
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe(`/api/v1/event-types/${body.id}`);
    expect(body).toMatchObject({
      ...rules,
      owner: { id: ada.id, name: 'Ada' },
      parentId: null,
      seats: 1,
      hosts: [
        { userId: grace.id, name: 'Grace', scheduleId, weight: 1, priority: 5 },
        { userId: charles.id, name: 'Charles', scheduleId: null, weight: 3, priority: 0 },
      ],
      version: 1,
    });
    const shown = await charles.api.get(`/event-types/${body.id}`);
    expect([shown.body, shown.headers.get('ETag')]).toEqual([body, headers.get('ETag')]);
    expect(await eventsAbout(body.id)).toEqual([['event_type.created'], ['event_type.hosts_changed']]);
  });

  it('needs no more than a title and a duration', async () => {
    const { body } = await askForEventType(mallory, { title: 'Chess', durations: [45] });
    expect(body).toMatchObject({
      owner: { id: mallory.id },
      organizationId: null,
      timeZone: 'UTC',
      isPublic: false,
      isActive: true,
      bookingWindow: null,
      limits: {},
      questions: [],
      reminderMinutes: null,
      assignment: 'single',
      hosts: [{ userId: mallory.id, scheduleId: null, weight: 1, priority: 0 }],
      requiredBookableIds: [],
    });
  });

  it('makes one when a request is sent again', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const ask = () => ada.api.post('/event-types', { title: 'Once', durations: [30] }, { headers });
    const first = await ask();
    const again = await ask();
    expect([again.status, again.headers.get('Idempotency-Replayed'), again.body]).toEqual([201, 'true', first.body]);
  });

  it.each([
    ['a duration below five minutes', { durations: [4] }, '/durations', 'min'],
    ['a duration above a day', { durations: [1441] }, '/durations', 'max'],
    ['a duration twice', { durations: [30, 30] }, '/durations', 'array_unique'],
    ['no duration', { durations: [] }, '/durations', 'is_list'],
    ['nine durations', { durations: [5, 10, 15, 20, 25, 30, 35, 40, 45] }, '/durations', 'is_list'],
    ['a slot interval of nothing', { slotIntervalMinutes: 0 }, '/slotIntervalMinutes', 'min'],
    ['a negative buffer', { bufferBeforeMinutes: -1 }, '/bufferBeforeMinutes', 'min'],
    ['a notice above a year', { minimumNoticeMinutes: 525_601 }, '/minimumNoticeMinutes', 'max'],
    [
      'a day that does not exist',
      { bookingWindow: { kind: 'range', from: '2027-02-29', to: '2027-03-01' } },
      '/bookingWindow/from',
      'is_local_date',
    ],
    [
      'a reversed window',
      { bookingWindow: { kind: 'range', from: '2027-03-02', to: '2027-03-01' } },
      '/bookingWindow/to',
      'is_after_from',
    ],
    ['an unknown kind of window', { bookingWindow: { kind: 'ever' } }, '/bookingWindow/kind', 'is_in'],
    ['a limit of zero', { limits: { day: { bookings: 0 } } }, '/limits/day/bookings', 'min'],
    ['a limit of an unknown period', { limits: { year: { bookings: 1 } } }, '/limits/year', 'unknown_field'],
    [
      'more in a day than in a week',
      { limits: { day: { bookings: 3 }, week: { bookings: 2 } } },
      '/limits/day/bookings',
      'exceeds_larger_period',
    ],
    ['no seat', { seats: 0 }, '/seats', 'min'],
    ['an unknown zone', { timeZone: 'Europe/Atlantis' }, '/timeZone', 'is_time_zone'],
    ['a slug in capitals', { slug: 'Maths' }, '/slug', 'matches'],
    ['a slug that is too short', { slug: 'ab' }, '/slug', 'is_length'],
    [
      'a question key with capitals',
      { questions: [{ key: 'Goal', label: 'Goal', type: 'text' }] },
      '/questions/0/key',
      'matches',
    ],
    [
      'two questions of one key',
      { questions: Array(2).fill({ key: 'goal', label: 'Goal', type: 'text' }) },
      '/questions/1/key',
      'duplicate',
    ],
    [
      'a choice without options',
      { questions: [{ key: 'goal', label: 'Goal', type: 'choice' }] },
      '/questions/0/options',
      'required',
    ],
    [
      'the same option twice',
      { questions: [{ key: 'goal', label: 'Goal', type: 'choice', options: ['A', ' A'] }] },
      '/questions/0/options',
      'array_unique',
    ],
    ['a reminder twice', { reminderMinutes: [60, 60] }, '/reminderMinutes', 'array_unique'],
    ['nobody as host', { hosts: [] }, '/hosts', 'is_list'],
    ['an organization of others', { organizationId: newId() }, '/organizationId', 'unknown_organization'],
  ])('refuses %s', async (_fault, rules, pointer, code) => {
    const { status, body } = await askForEventType(ada, rules);
    expect([status, body.code]).toEqual([400, 'validation_failed']);
    expect(body.errors).toEqual([expect.objectContaining({ pointer, code })]);
  });

  it('refuses people, schedules and rooms that it cannot have', async () => {
    const [another, schedule, foreign, own, hall, closed] = await Promise.all([
      createOrganization(grace, 'Elsewhere'),
      scheduleOf(charles),
      room({ owner_id: mallory.id }),
      room({ owner_id: ada.id }),
      room({ organization_id: organizationId }),
      room({ organization_id: organizationId }, false),
    ]);
    const elsewhere = await room({ organization_id: another });
    const refused: Array<[object, number, string, unknown]> = [
      [{ hosts: [{ userId: grace.id }] }, 422, 'hosts_need_organization', undefined],
      [{ organizationId, hosts: [{ userId: mallory.id }] }, 422, 'host_not_member', ['/hosts/0/userId']],
      [{ organizationId, hosts: [{ userId: newId() }] }, 422, 'host_not_member', ['/hosts/0/userId']],
      [
        { organizationId, hosts: [{ userId: grace.id, scheduleId: schedule }] },
        422,
        'unknown_schedule',
        ['/hosts/0/scheduleId'],
      ],
      [{ hosts: [{ userId: ada.id, scheduleId: newId() }] }, 422, 'unknown_schedule', ['/hosts/0/scheduleId']],
      ...[foreign, closed, elsewhere, newId(), ada.id].map((id): (typeof refused)[number] => [
        { organizationId, requiredBookableIds: [own, hall, id] },
        422,
        'unknown_bookable',
        ['/requiredBookableIds'],
      ]),
      [{ requiredBookableIds: [hall] }, 422, 'unknown_bookable', ['/requiredBookableIds']],
      [{ organizationId, assignment: 'round_robin', seats: 2 }, 422, 'seats_need_fixed_hosts', undefined],
      [{ organizationId, hosts: [{ userId: ada.id }, { userId: grace.id }] }, 400, 'validation_failed', ['/hosts']],
    ];
    for (const [rules, status, code, pointers] of refused) {
      const { status: answered, body } = await askForEventType(ada, rules);
      const named = body.errors?.map(({ pointer }: { pointer: string }) => pointer);
      expect([rules, answered, body.code, named]).toEqual([rules, status, code, pointers]);
    }
  });
});

describe('a slug', () => {
  it('is made from the title, a different one for each of many at once', async () => {
    const title = `Fête ${randomUUID()}`;
    const clients = [ada.api, ada.api.at(otherApiUrl)];
    const types = await Promise.all(
      Array.from({ length: 12 }, (_one, index) => createEventType({ api: clients[index % 2]! }, { title })),
    );
    const slugs = types.map(({ slug }) => slug as string);
    expect(new Set(slugs).size).toBe(12);
    expect(slugs).toContain(title.toLowerCase().replace('fête ', 'fete-'));
  });

  it('that somebody chose goes to one of those who want it, who alone gets it again for 90 days once that one is archived', async () => {
    const slug = newSlug();
    const wishers = [ada, grace, charles];
    const answers = await Promise.all(wishers.map((person) => askForEventType(person, { slug })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('slug_exists');
    const winner = answers.findIndex(({ status }) => status === 201);
    const other = await createEventType(mallory, { slug: newSlug() });
    const outcomeOf = async (path: string, slugged: object) => {
      const { status, body } = await (path ? mallory.api.patch(path, slugged) : askForEventType(mallory, slugged));
      return [status, body.code];
    };
    const change = `/event-types/${other.id}`;
    expect(await outcomeOf(change, { slug })).toEqual([409, 'slug_exists']);
    await wishers[winner]!.api.delete(`/event-types/${answers[winner]!.body.id}`);
    // Old links lead to no stranger.
    expect(await outcomeOf(change, { slug })).toEqual([409, 'slug_exists']);
    expect(await outcomeOf('', { slug })).toEqual([409, 'slug_exists']);
    const again = await createEventType(wishers[winner]!, { slug });
    expect(again.slug).toBe(slug);
    await wishers[winner]!.api.delete(`/event-types/${again.id}`);
    await db.query(`UPDATE former_slugs SET released_at = now() - interval '90 days' WHERE owner_id = $1`, [
      wishers[winner]!.id,
    ]);
    expect((await mallory.api.patch(change, { slug })).status).toBe(200);
  });
});

describe('changing an event type', () => {
  it('changes what is given, says what it was, and leaves the version when nothing differs', async () => {
    const { id, ...made } = await createEventType(ada, { description: 'Old', limits: { day: { bookings: 2 } } });
    const change = { description: '', limits: { week: { minutes: 600 } }, timeZone: 'Asia/Tokyo' };
    const { body } = await ada.api.patch(`/event-types/${id}`, change);
    expect(body).toEqual({ id, ...made, ...change, description: null, version: 2, updatedAt: expect.any(String) });
    const same = await ada.api.patch(`/event-types/${id}`, { ...change, hosts: [{ userId: ada.id.toUpperCase() }] });
    expect(same.body.version).toBe(2);
    expect(await eventsAbout(id)).toEqual([
      ['event_type.created'],
      ['event_type.changed', ['description', 'limits', 'timeZone']],
    ]);
  });

  it('needs the version that If-Match names, and lets one of many changes of it through', async () => {
    const { id } = await createEventType(ada);
    const { headers } = await ada.api.get(`/event-types/${id}`);
    const current = { headers: { 'If-Match': headers.get('ETag')! } };
    const answers = await Promise.all(
      [1, 2, 3, 4].map((seats) => ada.api.patch(`/event-types/${id}`, { seats: seats + 1 }, current)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });

  it('checks new rules together with the old ones, and changes nothing when they clash', async () => {
    const type = await createEventType(ada, {
      organizationId,
      seats: 3,
      bookingWindow: { kind: 'rolling', days: 2 },
    });
    const clashes = [
      { assignment: 'round_robin', title: 'Half' },
      { minimumNoticeMinutes: 10_000, title: 'Half' },
      { hosts: [{ userId: ada.id }, { userId: grace.id }], title: 'Half' },
    ];
    for (const clash of clashes)
      expect([400, 422]).toContain((await ada.api.patch(`/event-types/${type.id}`, clash)).status);
    expect((await ada.api.get(`/event-types/${type.id}`)).body).toEqual(type);
  });

  it('is for its owner and for those who lead its organization', async () => {
    const own = await createEventType(charles, { organizationId });
    const path = `/event-types/${own.id}`;
    expect((await grace.api.patch(path, { title: 'Led', hosts: [{ userId: grace.id }] })).status).toBe(200);
    expect((await charles.api.patch(path, { title: 'Owned' })).body.hosts).toMatchObject([{ userId: grace.id }]);
    const named = [
      await charles.api.patch(path, { hosts: [{ userId: ada.id }] }),
      await askForEventType(charles, { organizationId, hosts: [{ userId: ada.id }] }),
    ];
    expect(named.map(({ status }) => status)).toEqual([403, 403]);
    const { id } = await createEventType(ada, { organizationId });
    const asked = [
      await charles.api.patch(`/event-types/${id}`, { title: 'Mine' }),
      await charles.api.delete(`/event-types/${id}`),
      await mallory.api.patch(`/event-types/${id}`, { title: 'Mine' }),
      await mallory.api.get(`/event-types/${id}`),
    ];
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 404, 404]);
  });

  it('ends with archiving', async () => {
    const { id, slug } = await createEventType(ada, { isPublic: true });
    expect((await ada.api.delete(`/event-types/${id}`)).status).toBe(204);
    const gone = await Promise.all([
      ada.api.get(`/event-types/${id}`),
      ada.api.patch(`/event-types/${id}`, { title: 'Back' }),
      ada.api.delete(`/event-types/${id}`),
      api.get(`/public/event-types/${slug}`),
    ]);
    expect(gone.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(await eventsAbout(id)).toEqual([['event_type.created'], ['event_type.archived']]);
  });
});

describe('the list of event types', () => {
  it('has one’s own and those of one’s organizations, filtered and in pages', async () => {
    const person = await signUp(api, 'Lister');
    const [team, other] = [await createOrganization(ada, 'Team'), await createOrganization(person, 'Other')];
    await addMember(ada, team, person);
    const [algebra] = await Promise.all([
      createEventType(ada, { title: 'Algebra 100%', organizationId: team, isPublic: true }),
      createEventType(ada, { title: 'Algebra alone' }),
      createEventType(person, { title: 'Biology', isActive: false }),
      createEventType(person, { title: 'Chemistry', organizationId: other }),
    ]);
    const titles = async (query: Record<string, string | number | boolean>) => {
      const { body } = await person.api.get('/event-types', { query });
      return body.data.map(({ title }: { title: string }) => title);
    };
    expect(await titles({})).toEqual(['Algebra 100%', 'Biology', 'Chemistry']);
    expect(await titles({ sort: '-title' })).toEqual(['Chemistry', 'Biology', 'Algebra 100%']);
    expect(await titles({ organizationId: team })).toEqual([algebra.title]);
    expect(await titles({ organizationId })).toEqual([]);
    expect(await titles({ q: '0%' })).toEqual(['Algebra 100%']);
    expect(await titles({ isActive: false })).toEqual(['Biology']);
    expect(await titles({ isPublic: false })).toEqual(['Biology', 'Chemistry']);
    expect(await titles({ limit: 2, page: 2 })).toEqual(['Chemistry']);
    const { body: first } = await person.api.get('/event-types', { query: { limit: 2 } });
    expect(first.data[0]).toEqual(algebra);
    expect(await titles({ limit: 2, cursor: first.meta.nextCursor })).toEqual(['Chemistry']);
  });
});

describe('the public view', () => {
  it('shows what is public and active to everybody, and neither ids of people nor rules', async () => {
    const slug = newSlug();
    const question = { key: 'goal', label: 'What for?', type: 'text', required: true };
    const type = await createEventType(ada, {
      slug,
      organizationId,
      isPublic: true,
      // Whoever knows the link of a video call may come.
      location: 'Here: https://calls.example/ada',
      questions: [question],
      limits: { day: { bookings: 1 } },
    });
    const { status, body, headers } = await api.get(`/public/event-types/${slug.toUpperCase()}`);
    expect([status, body]).toEqual([
      200,
      {
        id: type.id,
        slug,
        title: 'Mentoring',
        description: null,
        location: null,
        isOnline: true,
        timeZone: 'UTC',
        isActive: true,
        durations: [30],
        seats: 1,
        requiresConfirmation: false,
        questions: [question],
        successRedirectUrl: null,
        redirectsWithBooking: false,
        redirectsInFrames: false,
        hostNames: ['Ada'],
        organizationName: 'Analytical Engines',
        brand: { name: 'Analytical Engines', color: null, logoUrl: null },
        pictureUrl: null,
        version: 1,
      },
    ]);
    const again = await api.get(`/public/event-types/${slug}`, { headers: { 'If-None-Match': headers.get('ETag')! } });
    expect(again.status).toBe(304);
  });

  it('is kept for those who belong to it when it is private or closed', async () => {
    for (const rules of [{ isPublic: false }, { isPublic: true, isActive: false }]) {
      const slug = newSlug();
      await createEventType(ada, { slug, organizationId, ...rules });
      const views = await Promise.all(
        [api, mallory.api, charles.api, ada.api].map((client) => client.get(`/public/event-types/${slug}`)),
      );
      expect(views.map(({ status }) => status)).toEqual([404, 404, 200, 200]);
    }
  });
});
