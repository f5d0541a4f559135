import type { Pool } from 'pg';
import { inBulk } from '../../bench/seed/bulk.mjs';
import { NEEDED, type NeededColumn } from './filled-database.js';

/** Expressions in SQL, of which `n` is the number of the row. */
type Columns = Readonly<Record<string, string>>;

/** How many rows each table has: so many that a plan that reads them all is far from one that an index leads to a page. */
export const LARGE = 30_000;

export const HOURS_BETWEEN_BOOKINGS = 6;

/** The id of a row, of this table or of another that refers to it. */
export const idOf = (table: string, n: number | string) =>
  `overlay(overlay(md5('${table} ' || ${n}) placing '4' from 13) placing '8' from 17)::uuid`;

/** Somebody has a hundred of everything, and everybody else one. */
const SOMEBODY = idOf('users', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END');
const TIME_OF_SOMEBODY = `CASE WHEN n % 300 = 0 THEN ${idOf('users', 0)} ELSE ${idOf('bookables', 'n')} END`;
const ROOM = idOf('bookables', 'greatest(n, 1)');
/** Somebody takes part in a hundred things of others. */
const PARTICIPANT = idOf('users', 'CASE WHEN n % 300 = 1 THEN 0 ELSE n END');
/** Their organization has half of what grows with its people, */
const MANY_OF_ORGANIZATION = idOf('organizations', 'CASE WHEN n % 2 = 0 THEN 0 ELSE n END');
/** and a hundred of what it sets up. */
const SOME_OF_ORGANIZATION = idOf('organizations', 'CASE WHEN n % 300 = 1 THEN 0 ELSE n END');
const ofOrganization = (id: string) => `CASE WHEN n % 300 <> 0 THEN ${id} END`;
const isOneOf = (values: readonly number[]) => `n % 3000 IN (${values.join(', ')})`;

/** Fewer of each than a page has, so that whoever reads until the page is full reads everything. */
const rarely = (those: readonly string[], mostly: string) =>
  `CASE n % 3000 ${those.map((one, index) => `WHEN ${index} THEN '${one}'`).join(' ')} ELSE '${mostly}' END`;

const ADDRESS = `'person-' || n || '@example.test'`;
const AGO = `now() - n * interval '1 minute'`;
const AHEAD = `now() + (n + 1) * interval '1 hour'`;

const AROUND_NOW = `now() + (n - ${LARGE / 2}) * interval '${HOURS_BETWEEN_BOOKINGS} hours'`;

/** Of a hundred offerings of the organization, and another one of all others. */
const RARE_PART = (table: string) => idOf(table, 'CASE WHEN n % 300 = 0 THEN 301 ELSE 1 END');

/** What is not said here is made up. */
const TABLES: Readonly<Record<string, Columns>> = {
  users: {
    email: ADDRESS,
    name: `'Person ' || n`,
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
    user_id: SOMEBODY,
    event_type: rarely(['page.rare'], 'page.viewed'),
    source: rarely(['domain'], 'client'),
    message_id: `CASE WHEN ${isOneOf([0])} THEN ${idOf('messages', 'n')} END`,
  },
  sessions: {
    owner_id: SOMEBODY,
    organization_id: ofOrganization(SOME_OF_ORGANIZATION),
    title: `'Session ' || n`,
    language: rarely(['rust', 'go', 'ruby', 'php', 'csharp', 'cpp', 'java', 'python'], 'javascript'),
    status: rarely(['archived', 'completed', 'paused'], 'active'),
    is_public: `NOT ${isOneOf([5])}`,
    max_collaborators: '10',
    last_activity_at: AGO,
    updated_at: AGO,
  },
  // Somebody's room has had a hundred people, and somebody is in a hundred rooms.
  session_collaborators: {
    session_id: idOf('sessions', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END'),
    user_id: PARTICIPANT,
    role: rarely(['admin', 'editor'], 'viewer'),
    joined_at: AGO,
  },
  session_invitations: {
    session_id: idOf('sessions', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END'),
    role: rarely(['admin', 'editor'], 'viewer'),
    expires_at: AHEAD,
  },
  course_modules: {
    organization_id: SOME_OF_ORGANIZATION,
    code: `'M' || n`,
    name: `'Module ' || n`,
    is_active: `NOT ${isOneOf([1])}`,
  },
  academic_sessions: {
    organization_id: SOME_OF_ORGANIZATION,
    // Every third is the year of the one that follows.
    type: `CASE WHEN n % 3 = 0 THEN 'year' ELSE 'trimester' END`,
    year_id: `CASE WHEN n % 3 > 0 THEN ${idOf('academic_sessions', 'n / 3 * 3')} END`,
    number: `CASE WHEN n % 3 > 0 THEN n % 3 END`,
    name: `'Trimester ' || n`,
    start_date: `'2027-01-11'`,
    end_date: `'2027-04-23'`,
  },
  course_intakes: { organization_id: SOME_OF_ORGANIZATION, name: `'Intake ' || n`, is_active: `NOT ${isOneOf([1])}` },
  course_cohorts: {
    organization_id: SOME_OF_ORGANIZATION,
    intake_id: idOf('course_intakes', 'n'),
    name: `'Cohort ' || n`,
    is_active: `NOT ${isOneOf([1])}`,
  },
  course_classes: {
    organization_id: SOME_OF_ORGANIZATION,
    trimester_id: idOf('academic_sessions', 'n'),
    name: `'Class ' || n`,
    is_active: `NOT ${isOneOf([1])}`,
  },
  course_modes: { organization_id: SOME_OF_ORGANIZATION, name: `'Mode ' || n`, is_active: `NOT ${isOneOf([1])}` },
  course_facilitators: {
    organization_id: SOME_OF_ORGANIZATION,
    user_id: idOf('users', 'n'),
    is_active: `NOT ${isOneOf([1])}`,
  },
  course_students: {
    organization_id: MANY_OF_ORGANIZATION,
    user_id: idOf('users', 'n'),
    is_active: `NOT ${isOneOf([2])}`,
  },
  course_offerings: {
    organization_id: MANY_OF_ORGANIZATION,
    module_id: RARE_PART('course_modules'),
    class_id: idOf('course_classes', 'n'),
    cohort_id: RARE_PART('course_cohorts'),
    mode_id: RARE_PART('course_modes'),
    intake_id: RARE_PART('course_intakes'),
    trimester: 'n % 3 + 1',
    start_date: `date '2000-01-03' + n`,
    end_date: `date '2000-04-14' + n`,
    max_students: '30',
    enrolled_count: '0',
    is_active: `NOT ${isOneOf([2])}`,
  },
  course_assignments: {
    offering_id: idOf('course_offerings', 'n'),
    facilitator_id: RARE_PART('course_facilitators'),
  },
  // Somebody's offering has had a hundred students.
  course_enrolments: {
    offering_id: idOf('course_offerings', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END'),
    student_id: idOf('course_students', 'n'),
    status: rarely(['withdrawn', 'completed'], 'active'),
    start_date: `'2027-01-11'`,
  },
  executions: {
    user_id: SOMEBODY,
    session_id: idOf('sessions', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END'),
    kind: `'run'`,
    language: `'python'`,
    status: rarely(['queued', 'running'], 'ok'),
    files: `'[]'::json`,
    stdin: `'""'::json`,
    args: `'[]'::json`,
    created_at: AGO,
  },
  session_messages: {
    session_id: idOf('sessions', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END'),
    author_id: PARTICIPANT,
    created_at: AGO,
  },
  activity_trackers: {
    organization_id: MANY_OF_ORGANIZATION,
    allocation_id: idOf('course_offerings', 'n / 50'),
    week_number: `CASE WHEN ${isOneOf([0])} THEN 60 ELSE n % 50 + 1 END`,
    facilitator_id: RARE_PART('course_facilitators'),
    state: rarely(['draft', 'returned', 'accepted'], 'submitted'),
    submitted_at: `CASE WHEN NOT ${isOneOf([0])} THEN ${AGO} END`,
    ...Object.fromEntries(
      ['formative_one_grading', 'formative_two_grading', 'summative_grading', 'course_moderation'].map((duty) => [
        duty,
        rarely(['Not Started', 'Pending'], 'Done'),
      ]),
    ),
    intranet_sync: rarely(['Not Started', 'Pending'], 'Done'),
    grade_book_status: rarely(['Not Started', 'Pending'], 'Done'),
  },
  activity_tracker_versions: {
    tracker_id: idOf('activity_trackers', 'CASE WHEN n % 300 = 0 THEN 0 ELSE n END'),
    version: 'n + 1',
    state: `'submitted'`,
  },
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
    const tables = Object.keys(TABLES).filter((table) => table !== 'analytics_events');
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
      SELECT ${Object.values(row).join(', ')} FROM generate_series(0, ${LARGE - 1}) n;
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
