import type { Pool } from 'pg';
import { eraseAccount, signUp, signUpAdmin } from '../../factories/person.js';
import { eventually } from '../../support/eventually.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

describe('the system’s own events', () => {
  const anyone = new ApiClient(sharedSystem().apiUrl);
  let db: Pool;

  beforeAll(() => {
    db = sharedDatabase();
  });

  afterAll(() => db.end());

  const recordedFor = async (userId: string) =>
    (
      await db.query<{ type: string }>(
        `SELECT event_type AS type FROM analytics_events WHERE metadata ->> 'userId' = $1 ORDER BY event_type`,
        [userId],
      )
    ).rows.map(({ type }) => type);

  it('are recorded once, with the person and without text', async () => {
    const [ada, admin] = await Promise.all([signUp(anyone), signUpAdmin(anyone, db)]);
    await eventually(
      () => recordedFor(ada.id),
      (types) => types.includes('user.registered'),
    );

    const { body } = await admin.api.get('/analytics/events', {
      query: { userId: ada.id, eventType: 'user.registered' },
    });

    expect(body.data).toMatchObject([
      {
        ...{
          source: 'domain',
          user: { id: ada.id, email: ada.email },
          metadata: { userId: ada.id },
          anonymousId: null,
        },
        concerned: null,
      },
    ]);

    await admin.api.patch(`/users/${ada.id}`, { isActive: false });
    await eventually(
      () => recordedFor(ada.id),
      (types) => types.includes('user.deactivated'),
    );
    const { body: done } = await admin.api.get('/analytics/events', {
      query: { userId: admin.id, eventType: 'user.deactivated' },
    });
    expect(done.data).toMatchObject([{ user: { id: admin.id }, concerned: { id: ada.id, name: ada.name } }]);
    // Apps may write what they like.
    await admin.api.post('/analytics/event', { eventType: 'page.viewed', metadata: { userId: ada.id } });
    const { body: told } = await admin.api.get('/analytics/events', { query: { userId: admin.id, source: 'client' } });
    expect(told.data).toMatchObject([{ metadata: { userId: ada.id }, concerned: null }]);
  });

  it('and everything else stop naming a person who is erased, and still count', async () => {
    const ada = await signUp(anyone);
    await ada.api.post('/analytics/event', { eventType: 'diary.written', metadata: { text: `by ${ada.email}` } });
    await eventually(
      () => recordedFor(ada.id),
      (types) => types.includes('user.registered'),
    );
    const { rows: before } = await db.query('SELECT id FROM analytics_events WHERE user_id = $1', [ada.id]);

    await eraseAccount(ada);
    await eventually(
      () => recordedFor(ada.id),
      (types) => types.includes('user.erased'),
    );

    const { rows: after } = await db.query(
      'SELECT user_id, anonymous_id, metadata FROM analytics_events WHERE id = ANY($1)',
      [before.map(({ id }) => id)],
    );
    expect(after.length).toBeGreaterThanOrEqual(2);
    expect(new Set(after.map(({ user_id }) => user_id))).toEqual(new Set([null]));
    expect(new Set(after.map(({ anonymous_id }) => anonymous_id)).size).toBe(1);
    expect(after.map(({ metadata }) => metadata)).toEqual(after.map(() => ({})));
    const { rows: left } = await db.query('SELECT 1 FROM analytics_events WHERE user_id = $1', [ada.id]);
    expect(left).toEqual([]);
  });

  it('cannot be forged in a batch either', async () => {
    const { body } = await anyone.post('/analytics/events', { events: [{ eventType: 'user.erased' }] });
    expect(body.results[0].status).toBe(400);
  });
});
