import { createDatabase, type TestDatabase } from '../../../test/support/database.mjs';
import { LAG } from './outbox-backlog.js';

const REMINDERS = 5_000;

interface Plan {
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** Rows that the steps of a plan have read, those included that they threw away. */
function readBy({ Plans = [], ...plan }: Plan): number {
  return plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + Plans.map(readBy).reduce((a, b) => a + b, 0);
}

describe('what each scrape reads of the outbox', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
    await database.pool.query(
      `INSERT INTO outbox_messages (name, payload, available_at, lane)
       SELECT 'test.reminder', '{}'::jsonb, now() + interval '1 day', NULL FROM generate_series(1, ${REMINDERS})
       UNION ALL SELECT 'test.due', '{}', now() - interval '10 seconds', NULL
       UNION ALL SELECT 'test.due', '{}', now() - interval '20 seconds', 'mail/somebody'`,
    );
    await database.pool.query('ANALYZE outbox_messages');
  });

  afterAll(() => database.drop());

  it('is what is due, and none of the reminders', async () => {
    const { rows } = await database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${LAG}`,
    );
    expect(readBy(rows[0]!['QUERY PLAN'][0].Plan)).toBeLessThan(20);
    const lag = await database.pool.query<{ due: number; oldestAgeSeconds: number }>(LAG);
    expect(lag.rows[0]?.due).toBe(2);
    expect(lag.rows[0]?.oldestAgeSeconds).toBeGreaterThanOrEqual(20);
  });
});
