import { createDatabase, type TestDatabase } from '../support/database.mjs';
import { NodeProcess } from '../support/node-process.mjs';
import { holdTable } from '../support/table-lock.js';

const PATIENCE_MS = 60_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

const seed = () => new NodeProcess('cli/seed', { DATABASE_URL: database.url, NODE_ENV: 'test' }, ['--demo']);

async function counts(): Promise<object> {
  const { rows } = await database.pool.query(
    `SELECT (SELECT count(*) FROM users)::int AS users, (SELECT count(*) FROM event_types)::int AS types,
       (SELECT count(*) FROM bookings WHERE id NOT IN (SELECT booking_id FROM course_meetings))::int AS bookings`,
  );
  return rows[0];
}

it(
  'the demo is made whole or not at all',
  async () => {
    const bookings = await holdTable(database.pool, 'bookings');
    const interrupted = seed();
    await bookings.isWantedBy('lyceum-seed', 1);
    void interrupted.kill('SIGKILL');
    await interrupted.exited;
    await bookings.release();
    expect(await counts()).toEqual({ users: 0, types: 0, bookings: 0 });
    expect(await seed().exited).toMatchObject({ code: 0 });
    expect(await counts()).toEqual({ users: 5, types: 4, bookings: 10 });
  },
  PATIENCE_MS,
);
