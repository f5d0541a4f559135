import { randomBytes } from 'node:crypto';
import { book, slot } from '../factories/booking.js';
import { type Person, signUp } from '../factories/person.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { runScript } from '../support/script-run.js';
import { readServices } from '../support/services.mjs';
import { Api, startSystem, type System, Worker } from '../support/system.mjs';
import { TcpProxy } from '../support/tcp-proxy.js';

/** How long a request may take that finds out that a service has fallen silent. */
const PATIENCE_MS = 4_000;

async function timed<T>(work: Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const start = performance.now();
  const result = await work;
  return { result, milliseconds: performance.now() - start };
}

describe('an API that has never seen Redis', () => {
  let system: System;
  let api: ApiClient;

  beforeAll(async () => {
    system = await startSystem({
      worker: false,
      redisUrl: 'redis://127.0.0.1:1',
      env: { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_ANALYTICS: '3/1m' },
    });
    api = new ApiClient(system.api.url);
  });

  afterAll(() => system.stop());

  it('serves, and keeps what is to be done later', async () => {
    const ada = await signUp(api);
    const { id } = await book(ada, slot(9));
    const { rows } = await system.db.query(
      `SELECT name FROM outbox_messages WHERE payload ->> 'bookingId' = $1 AND published_at IS NULL`,
      [id],
    );
    expect(rows).toContainEqual({ name: 'booking.confirmed' });
  });

  it('is ready, and says that it is degraded and by what', async () => {
    expect((await api.get('/health/ready')).status).toBe(200);
    const { status, body } = await api.get('/health');
    expect([status, body.status]).toEqual([200, 'degraded']);
    expect(body.services).toMatchObject({ database: 'up', redis: 'down', queue: 'down' });
  });

  it('does not pass the smoke test', async () => {
    const { code, output } = await runScript('smoke-test.sh', [system.api.url]);
    expect([code, output]).toEqual([1, expect.stringMatching(/^FAULT database, Redis and queue answer/m)]);
  });

  it('still limits requests, by itself', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1)
      statuses.push((await api.post('/analytics/event', { eventType: 'page.viewed' })).status);
    expect(statuses).toEqual([202, 202, 202, 429]);
  });
});

describe('a service that goes away', () => {
  let database: TestDatabase;
  let redis: TcpProxy;
  let postgres: TcpProxy;
  let api: Api;
  let worker: Worker;
  let anyone: ApiClient;
  let ada: Person;

  beforeAll(async () => {
    database = await createDatabase();
    redis = await TcpProxy.open(readServices().redisUrl);
    postgres = await TcpProxy.open(database.url);
    const env = {
      DATABASE_URL: postgres.url,
      DATABASE_STATEMENT_TIMEOUT_MS: '500',
      REDIS_URL: redis.url,
      QUEUE_PREFIX: `test-${randomBytes(6).toString('hex')}`,
      OUTBOX_POLL_MS: '50',
      RATE_LIMIT_ENABLED: 'true',
    };
    [api, worker] = await Promise.all([Api.start(env), Worker.start(env)]);
    anyone = new ApiClient(api.url);
    ada = await signUp(anyone);
  });

  afterAll(async () => {
    await Promise.all([api.stop(), worker.stop()]);
    await Promise.all([redis.close(), postgres.close()]);
    await database.drop();
  });

  const health = async () => (await anyone.get('/health')).body;
  const isWell = (body: { status: string }) => body.status === 'ok';
  const recorded = async (userId: string) =>
    (
      await database.pool.query(
        `SELECT 1 FROM analytics_events WHERE event_type = 'user.registered' AND user_id = $1`,
        [userId],
      )
    ).rowCount;

  describe.each([
    ['crashes', () => redis.cut()],
    ['falls silent', () => redis.silence()],
  ])('Redis %s', (_what, take) => {
    it('is missed by nobody for long, and what waited is done when it is back', async () => {
      await eventually(health, isWell);
      take();

      const first = await timed(ada.api.get('/users/me'));
      const bob = await timed(signUp(anyone, 'Bob'));
      const later = await timed(ada.api.get('/users/me'));

      expect([first.result.status, later.result.status]).toEqual([200, 200]);
      expect(Math.max(first.milliseconds, bob.milliseconds)).toBeLessThan(PATIENCE_MS);
      expect(later.milliseconds).toBeLessThan(500);
      expect(await eventually(health, (body) => body.status === 'degraded')).toMatchObject({
        services: { database: 'up', redis: 'down', queue: 'down' },
      });

      redis.mend();
      await eventually(health, isWell, 30_000);
      await eventually(
        () => recorded(bob.result.id),
        (count) => count === 1,
        45_000,
      );
    });
  });

  describe.each([
    ['crashes', () => postgres.cut()],
    ['falls silent', () => postgres.silence()],
  ])('PostgreSQL %s', (_what, take) => {
    afterEach(async () => {
      postgres.mend();
      await eventually(health, isWell, 30_000);
    });

    it('is said within seconds, and requests are answered with 503 until it is back', async () => {
      await eventually(health, isWell, 30_000);
      take();

      const { result, milliseconds } = await timed(anyone.get('/health'));
      expect([result.status, result.body.status, result.body.services.database]).toEqual([503, 'down', 'down']);
      expect(milliseconds).toBeLessThan(PATIENCE_MS);
      expect((await anyone.get('/health/ready')).status).toBe(503);
      expect((await anyone.get('/health/live')).status).toBe(200);

      // The token may be trusted without a question for a moment, so a question is asked that is not.
      const { status, body, headers } = await ada.api.get('/bookings');
      expect([status, body.code]).toEqual([503, 'service_unavailable']);
      expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);

      postgres.mend();
      await eventually(health, isWell, 30_000);
      expect((await ada.api.get('/bookings')).status).toBe(200);
    });
  });
});
