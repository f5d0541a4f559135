import type { Pool } from 'pg';
import { inBulk } from '../../bench/seed/bulk.mjs';
import { NEEDED, type NeededColumn } from './filled-database.js';
import {
  ADDRESS,
  AGO,
  AHEAD,
  AROUND_NOW,
  type Columns,
  idOf,
  isOneOf,
  LARGE,
  MANY_OF_ORGANIZATION,
  ofOrganization,
  PARTICIPANT,
  rarely,
  ROOM,
  ROWS_OF,
  SOME_OF_ORGANIZATION,
  SOMEBODY,
  TIME_OF_SOMEBODY,
  UNTIL_TODAY,
} from './large-columns.js';
import { LARGE_LEARNING } from './large-learning.js';

/** What is not said here is made up. */
const TABLES: Readonly<Record<string, Columns>> = {
  users: {
    email: ADDRESS,
    name: `'Person ' || n`,
    username: `CASE WHEN n % 2 = 0 THEN 'person_' || n END`,
    role: rarely(['admin', 'moderator'], 'user'),
    is_active: `NOT ${isOneOf([5])}`,
    email_verified_at: `CASE WHEN NOT ${isOneOf([7])} THEN now() END`,
  },
  organizations: { owner_count: '1', member_count: '1' },
  organization_members: {
    organization_id: MANY_OF_ORGANIZATION,
    user_id: idOf('users', 'n'),
    role: rarely(['owner', 'admin'], 'member'),
  },
  organization_invitations: {
    organization_id: MANY_OF_ORGANIZATION,
    email: ADDRESS,
    role: rarely(['admin'], 'member'),
    expires_at: AHEAD,
  },
  organization_join_codes: {
    organization_id: idOf('organizations', 'n'),
    role: `'student'`,
    code: `lpad(n::text, 12, '0')`,
  },
  organization_join_requests: {
    organization_id: MANY_OF_ORGANIZATION,
    user_id: idOf('users', 'n'),
    role: `'student'`,
    asked_at: AGO,
  },
  service_accounts: { user_id: idOf('users', 'n'), organization_id: idOf('organizations', 'n') },
  login_sessions: { user_id: SOMEBODY, token_version: '0', last_used_at: AGO, expires_at: AHEAD },
  api_keys: { user_id: SOMEBODY, made_by: SOMEBODY, expires_at: AHEAD },
  erasures: {
    user_id: idOf('users', 'n'),
    status: rarely(['ending', 'telling', 'erasing'], 'done'),
    finished_at: `CASE WHEN NOT ${isOneOf([0, 1, 2])} THEN now() END`,
  },
  bookables: {
    // The first one is somebody's own time.
    id: `CASE WHEN n = 0 THEN ${SOMEBODY} ELSE ${idOf('bookables', 'n')} END`,
    user_id: `CASE WHEN n = 0 THEN ${SOMEBODY} END`,
    kind: `CASE WHEN n = 0 THEN 'person' ELSE ${rarely(['room', 'device', 'other'], 'room')} END`,
    name: `CASE WHEN n > 0 THEN 'Room ' || n END`,
    organization_id: ofOrganization(SOME_OF_ORGANIZATION),
    owner_id: `CASE WHEN n > 0 AND n % 300 = 0 THEN ${SOMEBODY} END`,
    is_active: `NOT ${isOneOf([5])}`,
  },
  schedules: {
    bookable_id: TIME_OF_SOMEBODY,
    time_zone: `'UTC'`,
    weekly: `'[]'`,
  },
  out_of_office: {
    bookable_id: TIME_OF_SOMEBODY,
    during: `tstzrange(${AHEAD}, ${AHEAD} + interval '30 minutes')`,
    reason: `'sick'`,
  },
  external_calendars: { owner_id: SOMEBODY, bookable_id: TIME_OF_SOMEBODY },
  calendar_feeds: { owner_id: SOMEBODY, scope: `'bookable'`, bookable_id: ROOM },
  event_types: {
    owner_id: SOMEBODY,
    for_organization: 'n % 300 <> 0',
    organization_id: ofOrganization(SOME_OF_ORGANIZATION),
    parent_id: `CASE WHEN ${isOneOf([301])} THEN ${idOf('event_types', '1')} END`,
    slug: `'type-' || n`,
    title: `'Type ' || n`,
    durations: `'{30}'`,
    questions: `'[]'`,
    assignment: `'single'`,
    is_active: `NOT ${isOneOf([5])}`,
    is_public: isOneOf([5]),
  },
  holds: {
    event_type_id: idOf('event_types', 'CASE WHEN n % 2 = 0 THEN 0 ELSE n END'),
    starts_at: AHEAD,
    ends_at: `${AHEAD} + interval '30 minutes'`,
    claim_count: '1',
    expires_at: AHEAD,
  },
  waitlist_entries: {
    // Half of them wait for one thing.
    event_type_id: idOf('event_types', 'CASE WHEN n % 2 = 0 THEN 0 ELSE n END'),
    user_id: SOMEBODY,
    status: rarely(['accepted', 'expired', 'left', 'removed'], 'waiting'),
    range_start: AHEAD,
    range_end: `${AHEAD} + interval '30 minutes'`,
  },
  booking_series: {
    organizer_id: SOMEBODY,
    organization_id: ofOrganization(MANY_OF_ORGANIZATION),
    title: `'Series ' || n`,
    start: `'20270131T090000'`,
    time_zone: `'UTC'`,
    duration_minutes: '60',
    rule: `'FREQ=WEEKLY'`,
    zone_data: `'2026a'`,
    status: rarely(['cancelled'], 'active'),
    cancelled_at: `CASE WHEN ${isOneOf([0])} THEN now() END`,
  },
  booking_series_attendees: { series_id: idOf('booking_series', 'n'), user_id: PARTICIPANT },
  bookings: {
    organizer_id: SOMEBODY,
    organization_id: ofOrganization(MANY_OF_ORGANIZATION),
    title: `'Mentoring ' || n`,
    starts_at: AROUND_NOW,
    ends_at: `${AROUND_NOW} + interval '30 minutes'`,
    time_zone: `'UTC'`,
    status: rarely(['pending', 'declined', 'cancelled'], 'confirmed'),
    cancelled_at: `CASE WHEN ${isOneOf([1, 2])} THEN now() END`,
    event_type_id: idOf('event_types', 'n'),
    counted_on: 'now()',
    series_id: idOf('booking_series', 'n / 100'),
    recurrence_id: `'r' || n`,
    bookable_ids: `ARRAY[${idOf('bookables', 'n / 300 * 300 + 300')}]`,
    changed_in: 'n',
    updated_at: AGO,
  },
  booking_attendees: {
    booking_id: idOf('bookings', 'n'),
    user_id: PARTICIPANT,
    role: rarely(['booker', 'host'], 'attendee'),
  },
  booking_history: { booking_id: idOf('bookings', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END') },
  notifications: {
    user_id: SOMEBODY,
    seq: 'n',
    type: rarely(['BOOKING_CANCELLED'], 'BOOKING_CONFIRMED'),
    is_read: `NOT ${isOneOf([0])}`,
    read_at: `CASE WHEN NOT ${isOneOf([0])} THEN now() END`,
  },
  email_deliveries: {
    template: rarely(['email-verification'], 'booking-confirmed'),
    recipient: ADDRESS,
    status: rarely(['held', 'queued', 'sending', 'failed', 'bounced'], 'sent'),
    priority: `'normal'`,
  },
  webhooks: {
    user_id: `CASE WHEN n % 300 = 0 THEN ${SOMEBODY} END`,
    organization_id: ofOrganization(SOME_OF_ORGANIZATION),
    events: `'{booking.created}'`,
    is_active: `NOT ${isOneOf([5])}`,
  },
  webhook_deliveries: {
    webhook_id: idOf('webhooks', 'CASE WHEN n % 2 = 0 THEN 0 ELSE n END'),
    event: rarely(['booking.cancelled'], 'booking.created'),
    status: rarely(['pending', 'sending', 'failed', 'dropped'], 'delivered'),
  },
  analytics_events: {
    created_at: UNTIL_TODAY,
    user_id: SOMEBODY,
    event_type: rarely(['page.rare'], 'page.viewed'),
    source: rarely(['domain'], 'client'),
    message_id: `CASE WHEN ${isOneOf([0])} THEN ${idOf('messages', 'n')} END`,
  },
  audit_entries: {
    retention: `'ordinary'`,
    created_at: UNTIL_TODAY,
    level: rarely(['debug', 'warn', 'error', 'security'], 'info'),
    action: rarely(['user_login_failed'], 'booking_confirmed'),
    user_id: SOMEBODY,
    session_id: idOf('sessions', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END'),
    organization_id: ofOrganization(SOME_OF_ORGANIZATION),
    status_code: `CASE WHEN ${isOneOf([0])} THEN 500 END`,
  },
  ...LARGE_LEARNING,
  outbox_messages: {
    name: `'booking.confirmed'`,
    // Some wait for others.
    available_at: `CASE WHEN n % 300 = 0 THEN 'infinity' ELSE now() END`,
    published_at: `CASE WHEN n % 300 <> 0 THEN now() END`,
  },
  dead_letters: { consumer: rarely(['mail.send'], 'bookings.mail'), failed_at: AGO },
};

export class LargeDatabase {
  constructor(private readonly db: Pool) {}

  /** Fills what lists show. The person and the organization with the number 0 have some of everything. */
  async fill(): Promise<void> {
    const statements: string[] = [];
    for (const [table, columns] of Object.entries(TABLES)) statements.push(await this.insertion(table, columns));
    // Indexes of partitions do not come again with that of the table.
    const tables = Object.keys(TABLES).filter((table) => !['analytics_events', 'audit_entries'].includes(table));
    await inBulk(this.db, tables, async () => {
      for (const statement of statements) await this.db.query(statement);
    });
    const [somebody, organization] = [idOf('users', 0), idOf('organizations', 0)];
    await this.db.query(`UPDATE users SET role = 'admin' WHERE id = ${somebody}`);
    await this.db.query(
      `UPDATE organization_members SET role = 'owner' WHERE user_id = ${somebody} AND organization_id = ${organization}`,
    );
    await this.db.query('VACUUM ANALYZE');
  }

  async id(table: string, n = 0): Promise<string> {
    const { rows } = await this.db.query<{ id: string }>(`SELECT ${idOf(table, n)} AS id`);
    return rows[0]!.id;
  }

  private async insertion(table: string, columns: Columns): Promise<string> {
    const { rows: needed } = await this.db.query<NeededColumn>(NEEDED, [table]);
    const { rows: own } = await this.db.query<{ name: string }>(
      'SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass',
      [table],
    );
    const has = (name: string) => own.some((column) => column.name === name);
    const row: Columns = {
      ...Object.fromEntries(needed.map((column) => [column.name, madeUp(table, column)])),
      ...(has('id') ? { id: idOf(table, 'n') } : {}),
      ...(has('created_at') ? { created_at: AGO } : {}),
      ...columns,
    };
    return `ALTER TABLE ${table} DISABLE TRIGGER USER;
      INSERT INTO ${table} (${Object.keys(row).join(', ')})
      SELECT ${Object.values(row).join(', ')} FROM generate_series(0, ${(ROWS_OF[table] ?? LARGE) - 1}) n;
      ALTER TABLE ${table} ENABLE TRIGGER USER`;
  }
}

function madeUp(table: string, { name, type, size, target }: NeededColumn): string {
  if (target) return idOf(target, 'n');
  if (type === 'uuid') return idOf(`${table}.${name}`, 'n');
  if (type === 'jsonb' || type.endsWith('[]')) return `'{}'`;
  if (type.startsWith('timestamp') || type === 'date') return 'now()';
  if (/int|numeric|double|real/.test(type)) return '1';
  if (type === 'boolean') return 'false';
  return `left(encode(sha256(('${name} ' || n)::bytea), 'hex'), ${size ?? 64})`;
}
