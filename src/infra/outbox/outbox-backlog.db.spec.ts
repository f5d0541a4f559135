import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, type TestDatabase } from '../../../test/support/database.mjs';
import { LAG, type QueueLag } from './outbox-backlog.js';

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

/** The part of the OpenAPI document that is looked at. */
interface Document {
  readonly components: {
    readonly schemas: Record<string, { readonly properties: Record<string, { readonly type: string }> }>;
  };
}

describe('what each scrape reads of the outbox', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
    await database.pool.query(
      `INSERT INTO outbox_messages (name, payload, available_at, is_in_line, lane)
       SELECT 'test.reminder', '{}'::jsonb, now() + interval '1 day', false, 'mail/system' FROM generate_series(1, ${REMINDERS})
       UNION ALL SELECT 'test.due', '{}', now() - interval '10 seconds', true, 'events/system'
       UNION ALL SELECT 'test.due_now', '{}', now() - interval '20 seconds', false, 'events/guest-1'
       UNION ALL SELECT 'test.mail', '{}', now() - interval '1 hour', true, 'mail/system'`,
    );
    await database.pool.query('ANALYZE outbox_messages');
  });

  afterAll(() => database.drop());

  it('is what is due by queue, and none of the reminders', async () => {
    const { rows } = await database.pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${LAG}`,
    );
    expect(readBy(rows[0]!['QUERY PLAN'][0].Plan)).toBeLessThan(20);
    const lags = await database.pool.query<QueueLag>(`${LAG} ORDER BY 1`);
    expect(lags.rows).toMatchObject([
      { queue: 'events', due: 2 },
      { queue: 'mail', due: 1 },
    ]);
    const [age, mailAge] = lags.rows.map(({ oldestAgeSeconds }) => oldestAgeSeconds);
    expect(age).toBeGreaterThanOrEqual(20);
    expect(age).toBeLessThan(3_600);
    expect(mailAge).toBeGreaterThanOrEqual(3_600);
    // Seconds with a fraction; the document must not promise clients whole ones.
    expect(Number.isInteger(age)).toBe(false);
    const { components } = JSON.parse(readFileSync(join(process.cwd(), 'openapi', 'openapi.json'), 'utf8')) as Document;
    expect(components.schemas['OutboxBacklog']?.properties['oldestAgeSeconds']?.type).toBe('number');
  });
});
