import type { INestApplicationContext } from '@nestjs/common';
import { type ComposedApp, composeWorker } from '../../support/composed-app.js';
import { CircuitsCleanUp } from '../../../src/infra/circuits/circuits-clean-up.task.js';
import { IdempotencyCleanUp } from '../../../src/infra/idempotency/idempotency-clean-up.task.js';
import { OutboxCleanUp } from '../../../src/infra/outbox/outbox-clean-up.task.js';
import { DAY, HOUR } from '../../../src/kernel/clock.js';
import { AuditCleanUp } from '../../../src/modules/insight/audit/audit-clean-up.task.js';
import { AnalyticsCleanUp } from '../../../src/modules/insight/analytics/analytics-clean-up.task.js';
import { BookingsCleanUp } from '../../../src/modules/scheduling/bookings/sync/bookings-clean-up.task.js';
import { WeeklyReport } from '../../../src/modules/insight/analytics/weekly-report.task.js';
import { WaitlistCleanUp } from '../../../src/modules/scheduling/waitlist/waitlist-clean-up.task.js';
import { SessionInvitationsCleanUp } from '../../../src/modules/learning/sessions/invitations/session-invitations-clean-up.task.js';
import { SessionClientsCleanUp } from '../../../src/modules/learning/sessions/live/clients-clean-up.task.js';
import { UsersApi } from '../../../src/modules/people/users/users.api.js';
import type { TestDatabase } from '../../support/database.mjs';

describe('scheduled upkeep', () => {
  const now = new Date('2026-03-30T10:00:00Z');
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  let database: TestDatabase;
  let worker: INestApplicationContext;
  let close: ComposedApp['close'];

  beforeAll(async () => {
    ({ app: worker, database, close } = await composeWorker({ ANALYTICS_RETENTION_DAYS: '30' }));
  });

  afterAll(() => close());

  const select = async (column: string, table: string): Promise<unknown[]> =>
    (await database.pool.query(`SELECT ${column} AS value FROM ${table} ORDER BY 1`)).rows.map(({ value }) => value);

  it('forgets messages that settled more than seven days ago, with what the inbox knows of them', async () => {
    await database.pool.query(
      `WITH message AS (
         INSERT INTO outbox_messages (name, payload, published_at, settled_at, consumers)
         VALUES ('old', '{}', $1, $1, '{c}'), ('young', '{}', $1, $2, '{c}'), ('unsettled', '{}', $1, NULL, '{c}')
         RETURNING id)
       INSERT INTO inbox_entries (consumer, message_id) SELECT 'c', id FROM message`,
      [ago(8 * DAY), ago(6 * DAY)],
    );

    await worker.get(OutboxCleanUp, { strict: false }).run(now);

    expect(await select('name', 'outbox_messages')).toEqual(['unsettled', 'young']);
    expect(await select('count(*)::int', 'inbox_entries')).toEqual([2]);
  });

  it('drops entries of the audit log after thirty days, errors and security of rooms after a year, others after two', async () => {
    const old = { ordinary: '20200106', session: '202001', user: '202001' };
    const last = { ordinary: '2020-01-13', session: '2020-02-01', user: '2020-02-01' };
    for (const [retention, label] of Object.entries(old))
      for (const kind of ['audit_entries', 'audit_details'])
        await database.pool.query(
          `CREATE TABLE ${kind}_${retention}_${label} PARTITION OF ${kind}_${retention}
           FOR VALUES FROM ('2020-01-06Z') TO ('${last[retention as keyof typeof last]}Z')`,
        );
    const left = async (day: string) => {
      await worker.get(AuditCleanUp, { strict: false }).run(new Date(`${day}T00:00:00Z`));
      const names = await select('relname', `pg_class WHERE relkind = 'r' AND relname LIKE 'audit_entries_%_2020%'`);
      return names.map((name) => String(name).split('_')[2]);
    };
    expect(await left('2020-02-11')).toEqual(['ordinary', 'session', 'user']);
    expect(await left('2020-02-12')).toEqual(['session', 'user']);
    expect(await left('2021-01-30')).toEqual(['session', 'user']);
    expect(await left('2021-01-31')).toEqual(['user']);
    expect(await left('2022-01-30')).toEqual(['user']);
    expect(await left('2022-01-31')).toEqual([]);
    expect(await select(`metadata->>'retention'`, `audit_entries WHERE action = 'audit_log_expired'`)).toEqual(
      Object.keys(old),
    );
  });

  it('forgets services that nobody has called for two days', async () => {
    await database.pool.query(
      `INSERT INTO circuit_breakers (service, target, failures, last_failed_at, last_error)
       VALUES ('calendars', 'old.test', 1, $1, 'e'), ('calendars', 'young.test', 1, $2, 'e')`,
      [ago(49 * HOUR), ago(47 * HOUR)],
    );

    await worker.get(CircuitsCleanUp, { strict: false }).run(now);

    expect(await select('target', 'circuit_breakers')).toEqual(['young.test']);
  });

  it('forgets links into rooms thirty days after their end', async () => {
    await database.pool.query(
      `WITH person AS (INSERT INTO users (email, name) VALUES ('maker@example.test', 'Ada') RETURNING id),
       room AS (
         INSERT INTO sessions (owner_id, title, language, is_public, max_collaborators)
         SELECT id, 'Recursion', 'python', false, 10 FROM person RETURNING id)
       INSERT INTO session_invitations (session_id, created_by, role, token_hash, expires_at)
       SELECT room.id, person.id, 'viewer', link.*
       FROM room, person, (VALUES ('old', $1::timestamptz), ('young', $2)) AS link (hash, expires_at)`,
      [ago(31 * DAY), ago(29 * DAY)],
    );

    await worker.get(SessionInvitationsCleanUp, { strict: false }).run(now);

    expect(await select('trim(token_hash)', 'session_invitations')).toEqual(['young']);

    await database.pool.query(
      `INSERT INTO session_clients (session_id, client_id, user_id, connection_id, live_until)
       SELECT sessions.id, client.id, owner_id, gen_random_uuid(), client.live_until
       FROM sessions, (VALUES (1, $1::timestamptz), (2, $2)) AS client (id, live_until)`,
      [ago(91 * DAY), ago(89 * DAY)],
    );

    await worker.get(SessionClientsCleanUp, { strict: false }).run(now);

    expect(await select('client_id', 'session_clients')).toEqual(['2']);
  });

  it('forgets answers that are no longer replayed', async () => {
    await database.pool.query(
      `INSERT INTO idempotency_keys (principal, route, key, fingerprint, status, body, created_at)
       VALUES ('p', 'r', 'old', 'f', 201, '{}', $1), ('p', 'r', 'young', 'f', 201, '{}', $2)`,
      [ago(25 * HOUR), ago(23 * HOUR)],
    );

    await worker.get(IdempotencyCleanUp, { strict: false }).run(now);

    expect(await select('key', 'idempotency_keys')).toEqual(['young']);
  });

  it('forgets events after the configured days, however many there are', async () => {
    await database.pool.query(
      `INSERT INTO analytics_events (event_type, source, created_at) SELECT 'old', 'client', $1 FROM generate_series(1, 4500)`,
      [ago(31 * DAY)],
    );
    await database.pool.query(
      `INSERT INTO analytics_events (event_type, source, created_at) VALUES ('young', 'client', $1)`,
      [ago(29 * DAY)],
    );

    await worker.get(AnalyticsCleanUp, { strict: false }).run(now);

    expect(await select('event_type', 'analytics_events')).toEqual(['young']);
  });

  it('forgets who left a booking once no token is old enough to ask for it', async () => {
    const users = worker.get(UsersApi, { strict: false });
    const { id } = await users.create({ email: 'grace@example.test', name: 'Grace' });
    await database.pool.query(
      `INSERT INTO booking_departures (user_id, booking_id, created_at) VALUES ($1, uuidv7(), $2), ($1, uuidv7(), $3)`,
      [id, ago(31.5 * DAY), ago(30.5 * DAY)],
    );

    await worker.get(BookingsCleanUp, { strict: false }).run(now);

    expect(await select('created_at', 'booking_departures')).toEqual([ago(30.5 * DAY)]);
  });

  it('forgets who was told of a booking and holds nothing of it any more', async () => {
    await database.pool.query(
      `WITH host AS (INSERT INTO users (email, name) VALUES ('told@example.test', 'Host') RETURNING id),
            booking AS (
              INSERT INTO bookings (organizer_id, title, starts_at, ends_at, time_zone)
              SELECT id, 'Mentoring', now(), now() + interval '1 hour', 'UTC' FROM host RETURNING id)
       INSERT INTO booking_recipients (booking_id, email, holds, sequence, updated_at)
       SELECT booking.id, r.email, r.holds, 1, r.at::timestamptz
       FROM booking, (VALUES ('old', 'nothing', $1), ('young', 'nothing', $2), ('invited', 'invitation', $1)) AS r (email, holds, at)`,
      [ago(31.5 * DAY).toISOString(), ago(30.5 * DAY).toISOString()],
    );

    await worker.get(BookingsCleanUp, { strict: false }).run(now);

    expect((await select('email', 'booking_recipients')).sort()).toEqual(['invited', 'young']);
  });

  it('forgets when somebody attended what is over, and knows it again when that is moved', async () => {
    await database.pool.query(
      `WITH host AS (INSERT INTO users (email, name) VALUES ('gives@example.test', 'Host') RETURNING id),
            guest AS (INSERT INTO users (email, name) VALUES ('comes@example.test', 'Guest') RETURNING id),
            booking AS (
              INSERT INTO bookings (organizer_id, title, starts_at, ends_at, time_zone)
              SELECT host.id, b.title, b.ended_at - interval '1 hour', b.ended_at, 'UTC'
              FROM host, (VALUES ('over', $1::timestamptz), ('just over', $2), ('ahead', $3)) AS b (title, ended_at)
              RETURNING id)
       INSERT INTO booking_attendees (booking_id, user_id) SELECT booking.id, guest.id FROM booking, guest`,
      [ago(25 * HOUR), ago(23 * HOUR), ago(-DAY)],
    );
    // The triggers have seen no booking yet whose statement was not over.
    await database.pool.query(`UPDATE booking_attendees SET status = 'accepted' WHERE email IS NULL`);
    const attended = () => select('title', 'attended_times JOIN bookings ON bookings.id = booking_id');
    expect(await attended()).toEqual(['ahead', 'just over', 'over']);

    await worker.get(BookingsCleanUp, { strict: false }).run(now);

    expect(await attended()).toEqual(['ahead', 'just over']);
    await database.pool.query(
      `UPDATE bookings SET starts_at = $1, ends_at = $1::timestamptz + interval '1 hour' WHERE title = 'over'`,
      [ago(-DAY)],
    );
    expect(await attended()).toEqual(['ahead', 'just over', 'over']);
  });

  it('forgets the links of hosts and replaced links once their bookings are over', async () => {
    await database.pool.query(
      `WITH host AS (INSERT INTO users (email, name) VALUES ('linked@example.test', 'Host') RETURNING id),
            booking AS (
              INSERT INTO bookings (organizer_id, title, starts_at, ends_at, time_zone)
              SELECT host.id, b.title, b.ended_at - interval '1 hour', b.ended_at, 'UTC'
              FROM host, (VALUES ('over', $1::timestamptz), ('just over', $2)) AS b (title, ended_at)
              RETURNING id, organizer_id, title),
            host_links AS (
              INSERT INTO booking_host_links (booking_id, user_id, email, hash, sealed_secret)
              SELECT id, organizer_id, title, title, 'sealed' FROM booking)
       INSERT INTO booking_replaced_links (booking_id, hash) SELECT id, title FROM booking`,
      [ago(25 * HOUR), ago(23 * HOUR)],
    );

    await worker.get(BookingsCleanUp, { strict: false }).run(now);

    expect(await select('email', 'booking_host_links')).toEqual(['just over']);
    expect(await select('trim(hash)', 'booking_replaced_links')).toEqual(['just over']);
  });

  it('forgets who waited, whatever came of it, thirty days after the time that they waited for', async () => {
    await database.pool.query(
      `WITH host AS (INSERT INTO users (email, name) VALUES ('host@example.test', 'Host') RETURNING id),
            type AS (
              INSERT INTO event_types (owner_id, for_organization, slug, title, time_zone, is_public, is_active, durations,
                buffer_before_minutes, buffer_after_minutes, minimum_notice_minutes, limits, seats, requires_confirmation,
                questions, assignment, fairness_window_days)
              SELECT id, false, 'mentoring', 'Mentoring', 'UTC', true, true, '{60}', 0, 0, 0, '{}', 1, false, '[]', 'single', 30
              FROM host RETURNING id)
       INSERT INTO waitlist_entries (event_type_id, attendee_email, attendee_name, range_start, range_end,
         duration_minutes, time_zone, status, secret_hash, sealed_secret)
       SELECT type.id, old.name || '@example.test', old.name, old.ended_at - interval '1 day', old.ended_at, 60, 'UTC',
         old.status, md5(old.name) || md5(old.name), ''
       FROM type, (VALUES ('waited', 'waiting', $1::timestamptz), ('left', 'left', $1), ('came', 'accepted', $1),
                          ('recent', 'expired', $2), ('waits', 'waiting', $3)) AS old (name, status, ended_at)`,
      [ago(31 * DAY), ago(29 * DAY), ago(-DAY)],
    );

    await worker.get(WaitlistCleanUp, { strict: false }).run(now);

    expect(await select('attendee_email', 'waitlist_entries')).toEqual(['recent@example.test', 'waits@example.test']);
  });

  it('reports the last week to every active administrator, once', async () => {
    const users = worker.get(UsersApi, { strict: false });
    const root = await users.create({ email: 'root@example.test', name: 'Root', role: 'admin' });
    await users.create({ email: 'gone@example.test', name: 'Gone', role: 'admin' });
    await database.pool.query(`UPDATE users SET is_active = false WHERE email = 'gone@example.test'`);
    await users.create({ email: 'ada@example.test', name: 'Ada' });
    await database.pool.query(`DELETE FROM analytics_events`);
    const happen = (eventType: string, at: string) =>
      database.pool.query(
        `INSERT INTO analytics_events (event_type, source, message_id, user_id, created_at)
         VALUES ($1, 'domain', uuidv7(), $2, $3)`,
        [eventType, root.id, at],
      );
    await happen('booking.confirmed', '2026-03-23T00:00:00Z');
    await happen('booking.confirmed', '2026-03-29T23:59:59Z');
    await happen('booking.confirmed', '2026-03-30T00:00:00Z');
    await happen('booking.confirmed', '2026-03-22T23:59:59Z');

    // An administrator to whom nothing can be written keeps it from nobody else.
    await users.create({ email: 'broken@example.test', name: 'Broken', role: 'admin' });
    await database.pool.query(
      `ALTER TABLE email_deliveries ADD CONSTRAINT not_this CHECK (recipient <> 'broken@example.test')`,
    );

    // The task fails for it, so that it is tried again.
    const report = worker.get(WeeklyReport, { strict: false });
    await expect(report.run(now)).rejects.toThrow('1 administrators');
    await expect(report.run(now)).rejects.toThrow('1 administrators');

    const { rows } = await database.pool.query(
      `SELECT recipient, subject, cause FROM email_deliveries WHERE template = 'WEEKLY_REPORT'`,
    );
    expect(rows).toEqual([
      {
        recipient: 'root@example.test',
        subject: 'Weekly report: Monday, 23 March 2026 to Sunday, 29 March 2026',
        cause: 'weekly-report:2026-W13',
      },
    ]);
  });
});
