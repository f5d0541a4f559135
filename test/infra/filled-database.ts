import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';

type Values = Readonly<Record<string, unknown>>;

export interface NeededColumn {
  readonly name: string;
  readonly type: string;
  readonly size: number | null;
  /** The table that it refers to. */
  readonly target: string | null;
}

/** What has to be there: without a default, and never null. */
export const NEEDED = `
  SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, information_schema._pg_char_max_length(a.atttypid, a.atttypmod) AS size,
         (SELECT c.confrelid::regclass::text FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = a.attrelid AND a.attnum = c.conkey[1]) AS target
  FROM pg_attribute a
  WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull AND NOT a.atthasdef AND a.attgenerated = ''`;

/** Inserts rows, and makes up what of them is needed and not said. */
export class FilledDatabase {
  constructor(private readonly pool: Pool) {}

  /** @returns the values of the row */
  async add(table: string, values: Values = {}): Promise<Record<string, unknown>> {
    const { rows } = await this.pool.query<NeededColumn>(NEEDED, [table]);
    const row: Record<string, unknown> = { ...values };
    for (const column of rows) if (!(column.name in row)) row[column.name] = await this.madeUp(column);
    const names = Object.keys(row);
    if (names.length === 0)
      return (await this.pool.query<Record<string, unknown>>(`INSERT INTO ${table} DEFAULT VALUES RETURNING *`))
        .rows[0]!;
    const inserted = await this.pool.query<Record<string, unknown>>(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_name, index) => `$${index + 1}`).join(', ')}) RETURNING *`,
      Object.values(row),
    );
    return inserted.rows[0]!;
  }

  /** The tables that nothing was added to. */
  async empty(): Promise<string[]> {
    const { rows } = await this.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
         AND NOT relispartition ORDER BY 1`,
    );
    const found: string[] = [];
    for (const { name } of rows)
      if ((await this.pool.query(`SELECT FROM ${name} LIMIT 1`)).rowCount === 0) found.push(name);
    return found;
  }

  private async madeUp({ type, size, target }: NeededColumn): Promise<unknown> {
    if (target) return (await this.pool.query<{ id: unknown }>(`SELECT * FROM ${target} LIMIT 1`)).rows[0]?.id ?? null;
    if (type === 'uuid') return newId();
    if (type === 'citext') return `${randomBytes(4).toString('hex')}@example.test`;
    if (type === 'jsonb' || type.endsWith('[]')) return '{}';
    if (type === 'daterange') return '[2027-01-31,2027-02-02)';
    if (type === 'date') return '2027-01-31';
    if (type.startsWith('timestamp')) return new Date();
    if (type === 'tstzrange') return '[2027-01-31 09:00Z,2027-01-31 10:00Z)';
    if (/int|numeric|double|real/.test(type)) return 1;
    if (type === 'boolean') return false;
    return randomBytes(32)
      .toString('hex')
      .slice(0, size ?? 64);
  }

  /** A row of every kind that statuses, purposes and belongings tell apart; of everything else one. */
  async fill(): Promise<void> {
    const [start, end, later] = ['2027-01-31T09:00Z', '2027-01-31T10:00Z', '2027-01-31T11:00Z'];
    const span = { starts_at: start, ends_at: end };
    const user = await this.add('users');
    const organization = await this.add('organizations', { owner_count: 1, member_count: 1 });
    await this.add('organization_members', { role: 'owner' });
    await this.add('organization_invitations', { role: 'member' });
    await this.add('organization_join_codes', { role: 'student' });
    await this.add('organization_join_requests', { role: 'student' });
    await this.add('page_names', { slug: 'ada', user_id: user['id'], organization_id: null });
    await this.add('page_names', { slug: 'academy', user_id: null, organization_id: organization['id'] });
    await this.add('former_slugs');
    const person = await this.add('bookables', { id: user['id'], user_id: user['id'] });
    const room = await this.add('bookables', {
      kind: 'room',
      name: 'Room 5',
      capacity: 2,
      organization_id: organization['id'],
    });
    await this.add('schedules', { bookable_id: person['id'] });
    await this.add('out_of_office', { bookable_id: person['id'], reason: 'sick' });
    const type = await this.add('event_types', { slug: 'mentoring', assignment: 'single', durations: [30], seats: 3 });
    const seating = await this.add('seatings', { ...span, capacity: 3, taken: 2 });
    const hold = await this.add('holds', { starts_at: end, ends_at: later, claim_count: 1 });
    const series = await this.add('booking_series', { duration_minutes: 60 });
    const ended = { cancelled_at: new Date() };
    const guests = { event_type_id: type['id'], counted_on: '2027-01-31' };
    const booking = await this.add('bookings', span);
    const pending = await this.add('bookings', { ...span, ...guests, status: 'pending' });
    const seated = { ...span, ...guests, seating_id: seating['id'] };
    await this.add('bookings', { ...seated, status: 'cancelled', ...ended });
    await this.add('bookings', seated);
    await this.add('bookings', seated);
    await this.add('bookings', { ...span, status: 'declined', ...ended });
    await this.add('bookings', { ...span, series_id: series['id'], recurrence_id: '20270131T090000' });
    await this.add('booking_history', { booking_id: booking['id'], actor_id: user['id'] });
    await this.add('booking_history', { booking_id: pending['id'], actor_id: null });
    for (const role of ['attendee', 'booker', 'host'])
      await this.add('booking_attendees', { role, email: `${role}@example.test`, name: role });
    await this.add('booking_attendees', { user_id: user['id'], email: 'silent@example.test', name: 'Silent' });
    await this.add('booking_series_attendees', { user_id: user['id'], email: 'silent@example.test', name: 'Silent' });
    await this.add('booking_recipients', { holds: 'invitation', user_id: user['id'] });
    const during = `[${start},${end})`;
    await this.add('claims', { bookable_id: person['id'], during, seating_id: seating['id'] });
    await this.add('claims', { bookable_id: person['id'], during: `[${end},${later})`, hold_id: hold['id'] });
    for (const { id } of [booking, pending])
      await this.add('claims', { bookable_id: room['id'], during, booking_id: id, lane: null });
    await this.add('booking_counters', { period: 'day' });
    const courses = { organization_id: organization['id'], start_date: '2027-01-11', end_date: '2027-04-23' };
    const year = await this.add('academic_sessions', { ...courses, type: 'year' });
    await this.add('academic_sessions', { ...courses, type: 'trimester', year_id: year['id'], number: 1 });
    for (const part of ['modules', 'intakes', 'cohorts', 'classes', 'modes', 'facilitators', 'students'])
      await this.add(`course_${part}`, { organization_id: organization['id'] });
    await this.add('course_holidays', courses);
    await this.add('course_settings', { time_zone: 'Europe/Paris' });
    await this.add('course_deadline_rules', { weekday: 7, time: '23:59' });
    await this.add('course_offerings', courses);
    await this.add('log_expectations', { waived_at: null, waived_by: null, waive_reason: null });
    await this.add('log_notices', { channel: 'email', rule: 'missing' });
    for (const [index, state] of ['draft', 'submitted', 'returned', 'accepted'].entries())
      await this.add('activity_trackers', {
        organization_id: organization['id'],
        week_number: index + 1,
        state,
        submitted_at: state === 'draft' ? null : new Date(),
      });
    await this.add('course_registers', { week_number: 3, meeting_number: 1 });
    await this.add('attendance_records', { status: 'late' });
    await this.add('course_meetings');
    await this.add('course_meeting_rules', { rrule: 'FREQ=WEEKLY', time_zone: 'Europe/Paris' });
    await this.add('course_meeting_offerings');
    await this.add('removed_course_assignments', { id: newId() });
    const scopes = ['https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly'];
    const client = await this.add('oneroster_clients', { scopes });
    await this.add('oneroster_tokens', { client_id: client['id'], scopes });
    await this.add('oneroster_line_items');
    await this.add('oneroster_results', { score_status: 'exempt' });
    await this.add('reflections', { week_number: 3, language: 'en' });
    await this.add('reflection_named_weeks', { week_number: 3 });
    await this.add('reflection_settings', { period: 'week', anonymity: 'optional', open_days: 7 });
    await this.add('roster_imports', {
      ...{ organization_id: organization['id'], kind: 'students', mode: 'full', match_by: 'email', state: 'ready' },
      ...{ date_order: 'dayFirst', encoding: 'auto', separator: 'auto' },
    });
    await this.add('roster_rows', { outcome: 'added' });
    for (const status of ['active', 'withdrawn', 'completed'])
      await this.add('course_enrolments', {
        ...{ status, end_date: status === 'active' ? null : '9999-12-31' },
        student_id: (
          await this.add('course_students', {
            organization_id: organization['id'],
            user_id: (await this.add('users'))['id'],
          })
        )['id'],
      });
    await this.add('sessions', { language: 'python', max_collaborators: 10, organization_id: organization['id'] });
    await this.add('session_collaborators', { role: 'viewer' });
    await this.add('session_invitations', { role: 'viewer' });
    const guest = await this.add('session_guests', { role: 'viewer', created_by: user['id'] });
    await this.add('session_messages', { guest_id: guest['id'], content: 'I am a guest.' });
    await this.add('session_clients', { user_id: user['id'] });
    await this.add('session_clients', { guest_id: guest['id'], client_id: 17 });
    await this.add('executions', {
      language: 'python',
      kind: 'run',
      files: '[]',
      stdin: '""',
      args: '[]',
      tests: null,
    });
    await this.add('session_versions', { name: 'It sorts', is_automatic: false, files: '[]' });
    await this.add('session_versions', { name: null, is_automatic: true, files: '[]' });
    await this.add('user_preferences', { preferences: '{"theme":"dark"}' });
    await this.add('session_notes', { content: 'Understands recursion.' });
    await this.add('session_participations', { edits: 2, characters: 9, runs: 1 });
    await this.add('session_pastes', {
      user_id: user['id'],
      file_id: 'main',
      path: 'main.py',
      length: 200,
      way: 'at_once',
    });
    await this.add('session_messages', { author_id: user['id'], content: 'Why does it end?' });
    const statuses = ['waiting', 'accepted', 'expired', 'left', 'removed', 'passed_over', 'offered'];
    for (const status of statuses)
      await this.add('waitlist_entries', {
        status,
        ...{ user_id: user['id'], attendee_email: 'guest@example.test', attendee_name: 'Guest' },
        ...{ range_start: start, range_end: later, obstacle: status === 'passed_over' ? 'event_type_archived' : null },
        ...(status === 'offered'
          ? { offer_start: start, offer_end: end, offer_expires_at: end, attendee_email: 'other@example.test' }
          : {}),
      });
    for (const status of ['held', 'queued', 'sending', 'sent', 'failed', 'bounced'])
      await this.add('email_deliveries', { status, priority: 'normal' });
    for (const purpose of ['verify_email', 'reset_password', 'change_email', 'revert_email'])
      await this.add('one_time_tokens', { purpose });
    await this.add('calendar_feeds', { scope: 'person' });
    await this.add('analytics_events', { source: 'client' });
    await this.add('audit_entries', { retention: 'ordinary', level: 'info' });
    await this.add('audit_details', { retention: 'ordinary' });
    await this.add('audit_seals', { retention: 'ordinary' });
    await this.add('analytics_counts', { source: 'client' });
    await this.add('analytics_visits', { people: '0'.repeat(4096) });
    await this.add('webhooks', { events: '{booking.created}', user_id: user['id'] });
    await this.add('outbox_messages', { available_at: 'infinity' });
    // Two rounds, because what refers to another table may come before it.
    for (const round of [1, 2])
      for (const name of await this.empty())
        await this.add(name).catch((error: unknown) => {
          if (round === 2) throw error;
        });
  }
}
