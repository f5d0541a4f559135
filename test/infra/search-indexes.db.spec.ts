import type { PoolClient } from 'pg';
import { HAS_TEXTS } from '../../src/infra/outbox/message-texts.js';
import { CAUSE_ID } from '../../src/modules/messages/mail/mail-traces.repository.js';
import { createDatabase, type TestDatabase } from '../support/database.mjs';

let database: TestDatabase;
let client: PoolClient;

beforeAll(async () => {
  database = await createDatabase();
  client = await database.pool.connect();
  // Somebody with many kinds of notifications: every index of theirs begins with the person.
  await client.query(
    `WITH person AS (
       INSERT INTO users (id, email, name) VALUES ('01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11', 'ada@example.test', 'Ada') RETURNING id
     )
     INSERT INTO notifications (user_id, seq, type, title, message, cause)
     SELECT id, n, 'TYPE_' || n % 100, 'Title', 'Message', n::text FROM person, generate_series(1, 3000) n`,
  );
  await client.query('ANALYZE notifications');
  // The other tables are empty: whether an index could be used is asked, not whether it is worth it.
  await client.query('SET enable_seqscan = off; SET enable_indexscan = off; SET enable_indexonlyscan = off');
});

afterAll(async () => {
  client.release();
  await database.drop();
});

async function indexesOf(query: string): Promise<string[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${query}`);
  return rows.flatMap((row) => /Bitmap Index Scan on (\w+)/.exec(row['QUERY PLAN'])?.[1] ?? []);
}

describe('what lists are filtered by', () => {
  it.each([
    ['bookings b', `b.bookable_ids @> ARRAY['01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11']::uuid[]`, 'bookings_bookable_ids'],
    ['bookings b', `b.title ILIKE '%algebra%'`, 'bookings_title_trigrams'],
    [
      'users',
      `erased_at IS NULL AND (name ILIKE '%ada%' OR first_name ILIKE '%ada%' OR last_name ILIKE '%ada%'
         OR (first_name || ' ' || last_name) ILIKE '%ada%'
         OR CAST(email AS text) ILIKE '%ada%' OR CAST(username AS text) ILIKE '%ada%')`,
      'users_trigrams',
    ],
    ['users', `CAST(username AS text) ILIKE '%ada%'`, 'users_username_trigrams'],
    ['users', `erased_at IS NULL AND created_at > now() - make_interval(days => 7)`, 'users_created'],
    ['users', `erased_at IS NULL AND role = 'moderator'`, 'users_staff'],
    ['users', 'erased_at IS NULL AND is_active = false', 'users_inactive'],
    ['users', 'erased_at IS NULL AND email_verified_at IS NULL', 'users_unverified'],
    ['organizations', `name ILIKE '%ada%'`, 'organizations_trigrams'],
    ['organization_invitations', `CAST(email AS text) ILIKE '%ada%'`, 'organization_invitations_trigrams'],
    [
      'course_students',
      `external_id ILIKE '%sis-1%' OR CAST(student_number AS text) ILIKE '%sis-1%'`,
      'course_students_trigrams',
    ],
    [
      'course_facilitators',
      `external_id ILIKE '%sis-1%' OR CAST(employee_id AS text) ILIKE '%sis-1%'`,
      'course_facilitators_trigrams',
    ],
    ['notifications', `about && ARRAY['01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11']::uuid[]`, 'notifications_about'],
    [
      'email_deliveries',
      `${CAUSE_ID} = ANY(ARRAY['01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11'])`,
      'email_deliveries_cause_id',
    ],
    ['email_deliveries', `sender_id = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11'`, 'email_deliveries_sender'],
    ['outbox_messages', HAS_TEXTS, 'outbox_messages_texts'],
    ['notifications', `user_id = '01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a11' AND type = 'TYPE_7'`, 'notifications_type'],
  ])('is found by an index: %s by %s', async (table, condition, index) => {
    expect(await indexesOf(`SELECT 1 FROM ${table} WHERE ${condition}`)).toContain(index);
  });
});
