import { slot } from '../factories/booking.js';
import { Redis as RedisConnection } from 'ioredis';
import { type Person, signUp } from '../factories/person.js';
import { eventually } from '../support/eventually.js';
import { ApiClient } from '../support/http.js';
import { startRedis } from '../support/redis.mjs';
import { startSystem, type System } from '../support/system.mjs';
import { promisesKept } from './promises.js';

/** Each person books this many times, far enough apart that all succeed. */
const BOOKINGS = 6;
const PEOPLE = 6;
const PATIENCE_MS = 90_000;

type Redis = Awaited<ReturnType<typeof startRedis>>;

async function flush(url: string): Promise<void> {
  const connection = new RedisConnection(url);
  await connection.flushall();
  connection.disconnect();
}

describe('what was promised is kept when processes are killed', () => {
  let redis: Redis;
  let system: System;
  let people: Person[];

  beforeAll(async () => {
    redis = await startRedis();
    system = await startSystem({
      apis: 2,
      redisUrl: redis.url,
      env: { RECONCILE_EVERY_SECONDS: '1', RECONCILE_AFTER_SECONDS: '2', QUEUE_STALLED_AFTER_MS: '3000' },
    });
    const api = new ApiClient(system.api.url);
    people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => signUp(api, `Person ${index}`)));
  });
  afterAll(async () => {
    await system.stop();
    await redis.stop();
  });

  /** Books in the background of the fault; a request that was cut is repeated under its key at the other process. */
  async function load(hour: number): Promise<void> {
    const [first = system.api, second = system.api] = system.apis;
    const one = async (person: Person, index: number) => {
      const headers = { 'Idempotency-Key': `${hour}-${person.id}-${index}` };
      for (const { url } of [first, second, first, second]) {
        const wanted = { title: 'Mentoring', ...slot(hour + index) };
        const answer = await person.api
          .at(url)
          .post('/bookings', wanted, { headers })
          .catch(() => undefined);
        if (answer?.status === 201) return;
      }
      throw new Error('No process took the booking.');
    };
    for (let index = 0; index < BOOKINGS; index += 1) await Promise.all(people.map((person) => one(person, index)));
  }

  async function expectEveryPromiseKept(count: number): Promise<void> {
    await eventually(
      () => promisesKept(system.db),
      (kept) => JSON.stringify(kept) === JSON.stringify({ bookings: count, confirmed: count, notified: count }),
      PATIENCE_MS,
    );
    for (const { email } of people) {
      const mails = (await system.mailbox.list({ to: email, subject: 'Confirmed' })).map(({ messageId }) => messageId);
      expect(new Set(mails).size).toBe(count / PEOPLE);
    }
  }

  const MANY = 400;

  /** As the outbox appends a parent and its children. @returns the id of the parent */
  async function appendFlow(): Promise<string> {
    const { rows } = await system.db.query<{ id: string }>(
      `WITH children AS (
         INSERT INTO outbox_messages (name, payload)
         SELECT 'auth.email_verified', jsonb_build_object('userId', gen_random_uuid()) FROM generate_series(1, ${MANY})
         RETURNING id),
       parent AS (
         INSERT INTO outbox_messages (name, payload, available_at, is_in_line)
         SELECT 'auth.email_verified', jsonb_build_object('userId', gen_random_uuid()), 'infinity', false RETURNING id)
       INSERT INTO outbox_waits SELECT parent.id, children.id FROM parent, children RETURNING parent_id AS id`,
    );
    return rows[0]!.id;
  }

  async function processedChildren(parent: string): Promise<number> {
    const { rows } = await system.db.query<{ count: number }>(
      `SELECT count(DISTINCT message_id)::int AS count FROM inbox_entries JOIN outbox_waits ON child_id = message_id
       WHERE parent_id = $1`,
      [parent],
    );
    return rows[0]!.count;
  }

  it(
    'worker and the memory of Redis, while a message waits for others',
    async () => {
      const parent = await appendFlow();
      await eventually(
        () => processedChildren(parent),
        (count) => count > 0,
        PATIENCE_MS,
      );
      await system.worker.kill('SIGKILL');
      expect(await processedChildren(parent)).toBeLessThan(MANY);
      await flush(redis.url);
      await system.worker.restart();
      const times = await eventually(
        async () => {
          const { rows } = await system.db.query<{ parent: Date | null; children: Date }>(
            `SELECT (SELECT min(created_at) FROM inbox_entries WHERE message_id = $1) AS parent,
               (SELECT max(i.created_at) FROM inbox_entries i JOIN outbox_waits ON child_id = message_id
                WHERE parent_id = $1) AS children`,
            [parent],
          );
          return rows[0]!;
        },
        (row) => row.parent !== null,
        PATIENCE_MS,
      );
      expect(await processedChildren(parent)).toBe(MANY);
      expect(times.parent!.getTime()).toBeGreaterThanOrEqual(times.children.getTime());
    },
    PATIENCE_MS * 2,
  );

  it(
    'worker',
    async () => {
      const loading = load(0);
      await system.worker.kill('SIGKILL');
      await system.worker.restart();
      await loading;
      await expectEveryPromiseKept(PEOPLE * BOOKINGS);
    },
    PATIENCE_MS * 2,
  );

  it(
    'worker, in the middle of an import that it applies',
    async () => {
      const [owner, ...others] = people as [Person, ...Person[]];
      const { id: organizationId } = (await owner.api.post('/organizations', { name: 'Academy' })).body;
      await system.db.query(
        `INSERT INTO organization_members (organization_id, user_id, role) SELECT $1, unnest($2::uuid[]), 'member'`,
        [organizationId, others.map(({ id }) => id)],
      );
      await system.db.query('UPDATE users SET email_verified_at = now() WHERE id = ANY($1::uuid[])', [
        others.map(({ id }) => id),
      ]);
      const wanted = { organizationId, kind: 'students' };
      const { id } = (await owner.api.post('/roster-imports', wanted)).body;
      const path = `/roster-imports/${id}`;
      const stateOf = async () => (await owner.api.get(path)).body['state'] as string;
      const lines = ['email', ...others.map(({ email }) => email)].join('\n');
      await owner.api.post(`${path}/parts`, { number: 1, content: Buffer.from(lines).toString('base64') });
      await owner.api.post(`${path}/check`);
      await eventually(stateOf, (state) => state === 'ready', PATIENCE_MS);
      const students = async () =>
        (await system.db.query(`SELECT FROM course_students WHERE organization_id = $1`, [organizationId])).rowCount;
      const holding = await system.db.connect();
      try {
        await holding.query('BEGIN');
        // What is written last.
        await holding.query('LOCK TABLE roster_sources IN SHARE MODE');
        await owner.api.post(`${path}/apply`);
        await eventually(
          () => system.db.query(`SELECT FROM pg_locks WHERE NOT granted AND relation = 'roster_sources'::regclass`),
          ({ rowCount }) => rowCount === 1,
          PATIENCE_MS,
        );
        await system.worker.kill('SIGKILL');
        expect([await students(), await stateOf()]).toEqual([0, 'applying']);
      } finally {
        await holding.query('ROLLBACK');
        holding.release();
      }
      await system.worker.restart();
      await eventually(stateOf, (state) => state === 'applied', PATIENCE_MS);
      expect(await students()).toBe(others.length);
      const told = await system.db.query(
        `SELECT FROM outbox_messages WHERE name = 'roster.applied' AND payload->>'importId' = $1`,
        [id],
      );
      expect(told.rowCount).toBe(1);
    },
    PATIENCE_MS * 2,
  );

  it(
    'API',
    async () => {
      const loading = load(100);
      const [, other = system.api] = system.apis;
      await other.kill('SIGKILL');
      await other.restart();
      await loading;
      await expectEveryPromiseKept(PEOPLE * BOOKINGS * 2);
    },
    PATIENCE_MS * 2,
  );

  it(
    'Redis, whose memory is lost too',
    async () => {
      const loading = load(200);
      await redis.kill('SIGKILL');
      await redis.restart();
      await flush(redis.url);
      await loading;
      await expectEveryPromiseKept(PEOPLE * BOOKINGS * 3);
    },
    PATIENCE_MS * 2,
  );
});
