import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { type Person, signUp, signUpAdmin } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

describe('recording events', () => {
  const { apiUrl } = sharedSystem();
  const anyone = new ApiClient(apiUrl);
  let db: Pool;
  let ada: Person;
  let admin: Person;

  beforeAll(async () => {
    db = sharedDatabase();
    [ada, admin] = await Promise.all([signUp(anyone), signUpAdmin(anyone, db)]);
  });

  afterAll(() => db.end());

  const uniqueType = () => `test.${randomUUID()}`;

  async function stored(eventType: string) {
    const { body } = await admin.api.get('/analytics/events', { query: { eventType } });
    return body.data;
  }

  it('keeps what a signed-in person does with the person', async () => {
    const eventType = uniqueType();

    const { status, body } = await ada.api.post('/analytics/event', { eventType, metadata: { lesson: 7 } });

    expect(status).toBe(202);
    expect(await stored(eventType)).toEqual([
      {
        id: body.id,
        eventType,
        user: { id: ada.id, name: ada.name, email: ada.email },
        anonymousId: null,
        concerned: null,
        metadata: { lesson: 7 },
        source: 'client',
        createdAt: expect.any(String),
      },
    ]);
  });

  it('keeps what somebody unknown does, with or without a name of the app for them', async () => {
    const eventType = uniqueType();

    await anyone.post('/analytics/event', { eventType });
    await anyone.post('/analytics/event', { eventType, anonymousId: 'device-1' });

    const events = await stored(eventType);
    expect(events.map(({ user, anonymousId }: { user: null; anonymousId: string }) => [user, anonymousId])).toEqual([
      [null, 'device-1'],
      [null, null],
    ]);
  });

  it('refuses a bad token instead of taking its bearer for somebody unknown', async () => {
    const { status, body } = await anyone.as('nonsense').post('/analytics/event', { eventType: 'page.viewed' });
    expect([status, body.code]).toEqual([401, 'token_invalid']);
  });

  it.each([
    ['no type', {}, 'eventType'],
    ['a type with a space', { eventType: 'page viewed' }, 'eventType'],
    ['a type that is too long', { eventType: 'x'.repeat(101) }, 'eventType'],
    ['the name of one of the system’s own events', { eventType: 'user.registered' }, 'eventType'],
    ['metadata that is no object', { eventType: 'a', metadata: [1] }, 'metadata'],
    ['metadata of more than 8 kB', { eventType: 'a', metadata: { text: 'x'.repeat(8192) } }, 'metadata'],
    ['an anonymous id that is too long', { eventType: 'a', anonymousId: 'x'.repeat(101) }, 'anonymousId'],
    ['a field that is not known', { eventType: 'a', userId: randomUUID() }, 'userId'],
  ])('refuses %s', async (_what, event, field) => {
    const { status, body } = await anyone.post('/analytics/event', event);
    expect([status, body.code]).toEqual([400, 'validation_failed']);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  it('records an event once when the request is repeated under its idempotency key', async () => {
    const eventType = uniqueType();
    const headers = { 'Idempotency-Key': randomUUID() };

    const first = await ada.api.post('/analytics/event', { eventType }, { headers });
    const second = await ada.api.post('/analytics/event', { eventType }, { headers });

    expect(second.body).toEqual(first.body);
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await stored(eventType)).toHaveLength(1);
  });

  describe('in a batch', () => {
    it('takes the good ones, and says what is wrong with each of the others', async () => {
      const eventType = uniqueType();

      const { status, body } = await ada.api.post('/analytics/events', {
        events: [{ eventType, metadata: { n: 0 } }, { eventType: 'no good' }, 3, { eventType, metadata: { n: 3 } }],
      });

      expect(status).toBe(200);
      expect(body.results).toMatchObject([
        { index: 0, status: 202 },
        { index: 1, status: 400, problem: { errors: [{ pointer: '/events/1/eventType' }] } },
        { index: 2, status: 400, problem: { errors: [{ pointer: '/events/2', field: 'events[2]' }] } },
        { index: 3, status: 202 },
      ]);
      const ids = (await stored(eventType)).map(({ id }: { id: string }) => id);
      expect(ids.sort()).toEqual([body.results[0].id, body.results[3].id].sort());
    });

    it('does not lose the others to text that cannot be stored', async () => {
      const { body } = await anyone.post('/analytics/events', {
        events: [
          { eventType: 'a', anonymousId: 'nul\0' },
          { eventType: 'a', anonymousId: '\ud800' },
          { eventType: 'a' },
        ],
      });
      expect(body.results.map(({ status }: { status: number }) => status)).toEqual([400, 400, 202]);
    });

    it('takes 100 events at once', async () => {
      const eventType = uniqueType();
      const events = Array.from({ length: 100 }, (_, n) => ({ eventType, metadata: { n } }));

      const { body } = await anyone.post('/analytics/events', { events });

      expect(body.results.every(({ status }: { status: number }) => status === 202)).toBe(true);
      const { rows } = await db.query('SELECT count(*)::int FROM analytics_events WHERE event_type = $1', [eventType]);
      expect(rows).toEqual([{ count: 100 }]);
    });

    it.each([
      ['no event', { events: [] }, '/events'],
      ['more than 100 events', { events: Array.from({ length: 101 }, () => ({ eventType: 'a' })) }, '/events'],
      ['no list', { events: { eventType: 'a' } }, '/events'],
      ['another member', { events: [{ eventType: 'a' }], at: 'once' }, '/at'],
      ['a bare list', [{ eventType: 'a' }], ''],
    ])('refuses a batch with %s', async (_what, batch, pointer) => {
      const { status, body } = await anyone.post('/analytics/events', batch);
      expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
    });
  });

  describe('as an administrator reads them', () => {
    it('shows them to nobody else', async () => {
      expect((await ada.api.get('/analytics/events')).status).toBe(403);
      expect((await anyone.get('/analytics/events')).status).toBe(401);
    });

    it('filters by person, source and time', async () => {
      const eventType = uniqueType();
      await ada.api.post('/analytics/event', { eventType });
      await anyone.post('/analytics/event', { eventType });
      const count = async (query: Record<string, string>) =>
        (await admin.api.get('/analytics/events', { query: { eventType, ...query } })).body.data.length;

      expect(await count({ userId: ada.id })).toBe(1);
      expect(await count({ userId: admin.id })).toBe(0);
      expect(await count({ source: 'client' })).toBe(2);
      expect(await count({ source: 'domain' })).toBe(0);
      expect(await count({ from: new Date(Date.now() + 60_000).toISOString() })).toBe(0);
      expect(await count({ to: new Date(Date.now() - 60_000).toISOString() })).toBe(0);
      expect(await count({ from: new Date(Date.now() - 60_000).toISOString() })).toBe(2);
    });

    it('follows cursors and numbers pages', async () => {
      const eventType = uniqueType();
      const events = Array.from({ length: 5 }, () => ({ eventType }));
      const { body: recorded } = await ada.api.post('/analytics/events', { events });
      const ids: string[] = [];
      let cursor: string | undefined;

      do {
        const query = { eventType, limit: 2, cursor, sort: 'createdAt' };
        const { body } = await admin.api.get('/analytics/events', { query });
        ids.push(...body.data.map(({ id }: { id: string }) => id));
        cursor = body.meta.nextCursor ?? undefined;
      } while (cursor !== undefined);

      expect(ids).toEqual(recorded.results.map(({ id }: { id: string }) => id));
      const { body } = await admin.api.get('/analytics/events', { query: { eventType, limit: 2, page: 3 } });
      expect(body.meta).toEqual({ page: 3, limit: 2, total: 5, totalPages: 3, hasMore: false, nextCursor: null });
    });
  });
});
