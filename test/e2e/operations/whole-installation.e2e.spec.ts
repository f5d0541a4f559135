import type { Pool } from 'pg';
import { closeAccount, type Person, signUp, signUpAdmin } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { runScript } from '../../support/script-run.js';
import { startSystem, type System } from '../../support/system.mjs';

const DAY = 86_400_000;

/** What counts all people of an installation, so in a system of its own: the shared one has those of other tests. */
let system: System;

beforeAll(async () => {
  system = await startSystem({ apis: 2, worker: false });
});
afterAll(() => system.stop());

describe('the last administrator', () => {
  let admins: Person[];

  beforeAll(async () => {
    admins = await Promise.all(system.apis.map(({ url }) => signUpAdmin(new ApiClient(url), system.db)));
  });

  it('is left when two administrators demote each other at the same moment', async () => {
    const [one, other] = admins as [Person, Person];
    const answers = await Promise.all([
      one.api.patch(`/users/${other.id}`, { role: 'user' }),
      other.api.patch(`/users/${one.id}`, { isActive: false }),
    ]);
    // The second one is refused as the last administrator, or because it is none any more.
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const { rows } = await system.db.query(
      `SELECT count(*)::int AS count FROM users WHERE role = 'admin' AND is_active`,
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  it('cannot demote, deactivate or erase itself', async () => {
    const { rows } = await system.db.query<{ id: string }>(`SELECT id FROM users WHERE role = 'admin' AND is_active`);
    const last = admins.find(({ id }) => id === rows[0]?.id);
    if (!last) throw new Error('There is no administrator left.');
    for (const change of [{ role: 'user' }, { isActive: false }])
      expect((await last.api.patch(`/users/${last.id}`, change)).body.code).toBe('last_admin');
    expect((await closeAccount(last)).body.code).toBe('last_admin');
  });

  it('does not stop others from going', async () => {
    const { api, password } = await signUp(new ApiClient(system.api.url));
    expect((await api.delete('/users/me', { password })).status).toBe(202);
  });
});

describe('the dashboard', () => {
  let db: Pool;
  let ada: Person;
  let bob: Person;
  let admin: Person;

  beforeAll(async () => {
    db = system.db;
    const anyone = new ApiClient(system.api.url);
    ada = await signUp(anyone);
    bob = await signUp(anyone);
    admin = await signUpAdmin(anyone, db);
    await ada.api.post('/analytics/events', {
      events: [{ eventType: 'lesson.viewed' }, { eventType: 'lesson.viewed' }],
    });
    await bob.api.post('/analytics/event', { eventType: 'lesson.viewed' });
    await bob.api.post('/analytics/event', { eventType: 'quiz.passed' });
    await anyone.post('/analytics/event', { eventType: 'lesson.viewed', anonymousId: 'device' });
    await anyone.post('/analytics/event', { eventType: 'lesson.viewed', anonymousId: 'device' });
    await anyone.post('/analytics/event', { eventType: 'page.viewed' });
    const add = (eventType: string, daysAgo: number) =>
      db.query(`INSERT INTO analytics_events (event_type, source, user_id, created_at) VALUES ($1, 'client', $2, $3)`, [
        eventType,
        ada.id,
        new Date(Date.now() - daysAgo * DAY),
      ]);
    await add('old.event', 29);
    await add('older.event', 31);
  });

  it('counts events and people of the installation for an administrator', async () => {
    const { body } = await admin.api.get('/analytics/dashboard');

    expect(body).toEqual({
      period: { days: 30, from: expect.any(String), to: expect.any(String) },
      overview: { totalEvents: 8, uniqueUsers: 3, eventTypes: 4 },
      breakdown: [
        { eventType: 'lesson.viewed', count: 5, uniqueUsers: 3 },
        { eventType: 'old.event', count: 1, uniqueUsers: 1 },
        { eventType: 'page.viewed', count: 1, uniqueUsers: 0 },
        { eventType: 'quiz.passed', count: 1, uniqueUsers: 1 },
      ],
    });
    expect(Date.parse(body.period.to) - Date.parse(body.period.from)).toBe(30 * DAY);
  });

  it('looks as far back as it is asked to', async () => {
    const total = async (days: number) =>
      (await admin.api.get('/analytics/dashboard', { query: { days } })).body.overview.totalEvents;
    expect([await total(1), await total(30), await total(365)]).toEqual([7, 8, 9]);
  });

  it('counts for everybody else what they did themselves', async () => {
    const { body } = await bob.api.get('/analytics/dashboard');
    expect(body.overview).toEqual({ totalEvents: 2, uniqueUsers: 1, eventTypes: 2 });
    expect(body.breakdown).toEqual([
      { eventType: 'lesson.viewed', count: 1, uniqueUsers: 1 },
      { eventType: 'quiz.passed', count: 1, uniqueUsers: 1 },
    ]);
  });

  it('does not take an anonymous id that looks like an account for the account', async () => {
    const before: number = (await admin.api.get('/analytics/dashboard')).body.overview.uniqueUsers;
    await new ApiClient(system.api.url).post('/analytics/event', { eventType: 'page.viewed', anonymousId: bob.id });
    expect((await admin.api.get('/analytics/dashboard')).body.overview.uniqueUsers).toBe(before + 1);
  });

  it.each([0, 366, 1.5, 'many'])('refuses %s days', async (days) => {
    const { status, body } = await admin.api.get('/analytics/dashboard', { query: { days } });
    expect([status, body.errors[0].field]).toEqual([400, 'days']);
  });

  it('wants a sign-in', async () => {
    expect((await new ApiClient(system.api.url).get('/analytics/dashboard')).status).toBe(401);
  });
});

describe('the mail provider, when it is away', () => {
  beforeAll(() =>
    system.db.query(
      `INSERT INTO circuit_breakers (service, target, failures, last_failed_at, last_error, opened_at, retry_at)
       VALUES ('mail', '', 5, now(), 'The mail server answered 421', now(), now() + interval '1 hour')`,
    ),
  );
  afterAll(() => system.db.query('DELETE FROM circuit_breakers'));

  it('keeps no release from being made, which may be what mends it', async () => {
    const { body } = await new ApiClient(system.api.url).get('/health');
    expect([body.status, body.services]).toMatchObject(['degraded', { database: 'up', redis: 'up', queue: 'up' }]);
    const { code, output } = await runScript('smoke-test.sh', [system.api.url]);
    expect([code, output]).toEqual([0, expect.stringContaining(`${system.api.url} is well.`)]);
  });
});
