import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { newId } from '../../../../kernel/ids.js';
import type {
  InstanceChange,
  InstanceDetails,
  InstancePerson,
  InstanceTemplate,
  InstanceTime,
  PeopleChange,
} from '../booking-instances.api.js';
import { ensuringPerson } from '../../availability/availability.api.js';
import { movingTime, releasingTime, takingTime } from '../../claims/claims.api.js';
import { BOOKING_INSERT } from '../booking/booking-insert.js';
import { ATTENDEES_COLUMN, BOOKING_COLUMNS, type BookingRow } from '../booking/booking-row.js';

export interface InstanceRow {
  readonly bookingId: string;
  readonly seriesId: string;
  readonly recurrenceId: string;
  readonly start: string;
  readonly end: string;
  readonly status: 'confirmed' | 'cancelled';
  readonly isOverride: boolean;
}

type OverrideRow = BookingRow & {
  readonly seriesId: string;
  readonly recurrenceId: string;
  readonly apart: InstanceDetails['apart'];
};

export interface NewTime {
  readonly bookingId: string;
  readonly start: Date;
  readonly end: Date;
}

export interface Moved {
  readonly bookingId: string;
  /** SEQUENCE after the change. */
  readonly sequence: number;
}

export interface InstanceAttendee extends InstancePerson {
  readonly attendeeId: string;
  readonly bookingId: string;
  /** SEQUENCE of the booking. */
  readonly sequence: number;
}

const ATTENDEE_COLUMNS = `a.id AS "attendeeId", a.booking_id AS "bookingId", a.user_id AS "userId", a.email, a.name, b.sequence`;

const INSTANCE_COLUMNS = `b.id AS "bookingId", b.series_id AS "seriesId", b.recurrence_id AS "recurrenceId", b.starts_at AS start,
  b.ends_at AS "end", b.status, b.is_override AS "isOverride"`;

/** Most upcoming instances of one series in the table. */
export const MOST_INSTANCES = 5_000;

/** Instances of series, in bulk. */
@Injectable()
export class BookingInstancesRepository {
  constructor(private readonly sql: Sql) {}

  /**
   * As `BookingsRepository.insert`, for many: claims are inserted by time, conflicting ones are skipped, and only
   * instances with a claim are inserted. Idempotent by recurrence id.
   * @returns ids of inserted bookings by recurrence id; null for existing ones
   */
  async insert(template: InstanceTemplate, times: readonly InstanceTime[]): Promise<Map<string, string | null>> {
    const { attendees } = template;
    const rows = await this.sql.query<{ id: string | null; recurrenceId: string }>(
      'instances_insert',
      `WITH bookable AS (
         ${ensuringPerson('$2')}
       ), present AS (
         SELECT recurrence_id FROM bookings WHERE series_id = $1 AND recurrence_id = ANY($10::text[])
       ), wanted AS (
         SELECT w.* FROM unnest($9::uuid[], $10::text[], $11::timestamptz[], $12::timestamptz[])
           AS w (id, recurrence_id, starts_at, ends_at)
         WHERE w.recurrence_id NOT IN (SELECT recurrence_id FROM present)
       ), ${takingTime({ bookingId: 'w.id', organizationId: '$3::uuid', bookableId: '$2', start: 'w.starts_at', end: 'w.ends_at', from: 'wanted w' })}, ${BOOKING_INSERT.sql(
         15,
         {
           columns: {
             id: 'w.id',
             organizer_id: '$2',
             organization_id: '$3',
             title: '$4',
             description: '$5',
             location: '$6',
             starts_at: 'w.starts_at',
             ends_at: 'w.ends_at',
             time_zone: '$7',
             metadata: '$8',
             series_id: '$1',
             recurrence_id: 'w.recurrence_id',
             series_sequence: '$13',
             session_id: '$14',
           },
           from: 'FROM wanted w JOIN claimed ON claimed.booking_id = w.id',
           actorId: '$2',
         },
       )}
       SELECT b.id, b.recurrence_id AS "recurrenceId" FROM b
       UNION ALL SELECT NULL, recurrence_id FROM present`,
      [
        template.seriesId,
        template.organizerId,
        template.organizationId,
        template.title,
        template.description,
        template.location,
        template.timeZone,
        JSON.stringify(template.metadata),
        times.map(() => newId()),
        times.map(({ recurrenceId }) => recurrenceId),
        times.map(({ start }) => start),
        times.map(({ end }) => end),
        template.sequence,
        template.sessionId,
        ...BOOKING_INSERT.values(
          attendees.map((person) => ({ ...person, id: null, role: 'attendee', status: 'needs_action' })),
        ),
      ],
    );
    return new Map(rows.map(({ id, recurrenceId }) => [recurrenceId, id]));
  }

  list(seriesId: string, from: string): Promise<InstanceRow[]> {
    return this.sql.query<InstanceRow>(
      'instances_list',
      `SELECT ${INSTANCE_COLUMNS} FROM bookings b WHERE b.series_id = $1 AND b.recurrence_id >= $2
       ORDER BY b.recurrence_id LIMIT ${MOST_INSTANCES}`,
      [seriesId, from],
    );
  }

  /** Row locks, ordered against deadlocks. */
  async lock(seriesId: string, from: string): Promise<void> {
    await this.sql.query(
      'instances_lock',
      'SELECT 1 FROM bookings WHERE series_id = $1 AND recurrence_id >= $2 ORDER BY id FOR UPDATE',
      [seriesId, from],
    );
  }

  async lockUpcoming(seriesId: string, now: Date): Promise<void> {
    await this.sql.query(
      'instances_lock_upcoming',
      `SELECT 1 FROM bookings WHERE series_id = $1 AND status = 'confirmed' AND ends_at > $2 ORDER BY id FOR UPDATE`,
      [seriesId, now],
    );
  }

  async cancelled(seriesId: string, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ recurrenceId: string }>(
      'instances_cancelled',
      `SELECT recurrence_id AS "recurrenceId" FROM bookings WHERE series_id = $1 AND status = 'cancelled'
       ORDER BY recurrence_id DESC LIMIT $2`,
      [seriesId, limit],
    );
    return rows.map(({ recurrenceId }) => recurrenceId);
  }

  async find(seriesId: string, recurrenceId: string): Promise<InstanceRow | null> {
    const [row] = await this.sql.query<InstanceRow>(
      'instance_find',
      `SELECT ${INSTANCE_COLUMNS} FROM bookings b WHERE b.series_id = $1 AND b.recurrence_id = $2`,
      [seriesId, recurrenceId],
    );
    return row ?? null;
  }

  upcoming(seriesId: string, now: Date, limit: number): Promise<InstanceRow[]> {
    return this.sql.query<InstanceRow>(
      'instances_upcoming',
      `SELECT ${INSTANCE_COLUMNS} FROM bookings b
       WHERE b.series_id = $1 AND b.status = 'confirmed' AND b.ends_at > $2 ORDER BY b.starts_at LIMIT $3`,
      [seriesId, now, limit],
    );
  }

  overrides(seriesId: string, now: Date, limit: number): Promise<OverrideRow[]> {
    return this.sql.query(
      'instances_overrides',
      `SELECT ${BOOKING_COLUMNS}, ${ATTENDEES_COLUMN}, (
         SELECT coalesce(json_agg(json_build_object('userId', r.user_id, 'email', r.email)), '[]')
         FROM booking_recipients r WHERE r.booking_id = b.id AND r.is_apart) AS apart
       FROM bookings b
       WHERE b.series_id = $1 AND b.is_override AND b.status = 'confirmed' AND b.ends_at > $2
       ORDER BY b.recurrence_id LIMIT $3`,
      [seriesId, now, limit],
    );
  }

  /** In two steps, because a new recurrence id may be the old one of another instance (unique constraint). */
  async adopt(seriesId: string, instances: ReadonlyMap<string, string>): Promise<void> {
    const ids = [...instances.keys()];
    await this.sql.query(
      'instances_detach',
      `UPDATE bookings SET recurrence_id = '~' || recurrence_id WHERE id = ANY($1::uuid[])`,
      [ids],
    );
    await this.sql.query(
      'instances_adopt',
      `UPDATE bookings b SET series_id = $1, recurrence_id = n.recurrence_id, version = b.version + 1, updated_at = now()
       FROM unnest($2::uuid[], $3::text[]) AS n (id, recurrence_id) WHERE b.id = n.id`,
      [seriesId, ids, [...instances.values()]],
    );
  }

  async greatestSequence(seriesId: string): Promise<number> {
    const [row] = await this.sql.query<{ greatest: number }>(
      'instances_greatest_sequence',
      'SELECT coalesce(max(series_sequence + sequence), 0) AS greatest FROM bookings WHERE series_id = $1',
      [seriesId],
    );
    return row?.greatest ?? 0;
  }

  /** Only instances that have not ended: nobody is notified of others. */
  async continueFrom(seriesId: string, sequence: number, now: Date): Promise<void> {
    await this.sql.query(
      'instances_continue_from',
      `UPDATE bookings SET series_sequence = $2
       WHERE series_id = $1 AND status = 'confirmed' AND ends_at > $3 AND series_sequence <> $2`,
      [seriesId, sequence, now],
    );
  }

  async describe(bookingIds: readonly string[], change: Omit<InstanceChange, 'attendees'>): Promise<void> {
    const { title, description, location, metadata } = change;
    await this.sql.query(
      'instances_describe',
      `UPDATE bookings SET title = coalesce($2, title),
         description = CASE WHEN $3 THEN $4 ELSE description END,
         location = CASE WHEN $5 THEN $6 ELSE location END,
         metadata = coalesce($7::jsonb, metadata),
         version = version + 1, updated_at = now()
       WHERE id = ANY($1::uuid[])`,
      [
        bookingIds,
        title ?? null,
        description !== undefined,
        description ?? null,
        location !== undefined,
        location ?? null,
        metadata === undefined ? null : JSON.stringify(metadata),
      ],
    );
  }

  /** @returns added and removed attendees */
  async changeAttendees(
    bookingIds: readonly string[],
    change: PeopleChange,
  ): Promise<{ readonly added: InstanceAttendee[]; readonly removed: InstanceAttendee[] }> {
    const removed = await this.sql.query<InstanceAttendee>(
      'instances_remove_attendees',
      `DELETE FROM booking_attendees a USING bookings b
       WHERE b.id = a.booking_id AND b.id = ANY($1::uuid[]) AND EXISTS (
         SELECT 1 FROM unnest($2::uuid[], $3::citext[], $4::text[]) AS w (user_id, email, name)
         WHERE w.user_id = a.user_id OR w.email = a.email)
       RETURNING ${ATTENDEE_COLUMNS}`,
      [bookingIds, ...columnsOf(change.removed)],
    );
    const added = await this.sql.query<InstanceAttendee>(
      'instances_add_attendees',
      `WITH a AS (
         INSERT INTO booking_attendees (booking_id, user_id, email, name)
         SELECT b.id, w.user_id, w.email, w.name
         FROM unnest($1::uuid[]) AS b (id), unnest($2::uuid[], $3::citext[], $4::text[]) AS w (user_id, email, name)
         ON CONFLICT DO NOTHING RETURNING *
       )
       SELECT ${ATTENDEE_COLUMNS} FROM a JOIN bookings b ON b.id = a.booking_id`,
      [bookingIds, ...columnsOf(change.added)],
    );
    await this.sql.query(
      'instances_touch',
      'UPDATE bookings SET version = version + 1, updated_at = now() WHERE id = ANY($1::uuid[])',
      [[...added, ...removed].map(({ bookingId }) => bookingId)],
    );
    return { added, removed };
  }

  /** Increments SEQUENCE, for a message about them. */
  raiseSequences(bookingIds: readonly string[]): Promise<Moved[]> {
    return this.sql.query<Moved>(
      'instances_raise_sequences',
      `UPDATE bookings b SET sequence = b.sequence + 1 WHERE b.id = ANY($1::uuid[])
       RETURNING b.id AS "bookingId", b.sequence`,
      [bookingIds],
    );
  }

  /**
   * Releases the claims of all, then claims the new times by time. Resets the answers of attendees (RFC 5546: PARTSTAT
   * NEEDS-ACTION).
   * @returns those that got their time
   */
  async move(times: readonly NewTime[]): Promise<Moved[]> {
    const moved = await this.sql.query<Moved>(
      'instances_move',
      `WITH wanted AS (
         SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS w (id, starts_at, ends_at)
       ), ${movingTime('wanted')}
       UPDATE bookings b SET starts_at = w.starts_at, ends_at = w.ends_at, sequence = b.sequence + 1,
         version = b.version + 1, updated_at = now()
       FROM wanted w JOIN claimed c ON c.booking_id = w.id
       WHERE b.id = w.id RETURNING b.id AS "bookingId", b.sequence`,
      [times.map(({ bookingId }) => bookingId), times.map(({ start }) => start), times.map(({ end }) => end)],
    );
    await this.sql.query(
      'instances_reset_answers',
      `UPDATE booking_attendees SET status = 'needs_action'
       WHERE booking_id = ANY($1::uuid[]) AND status <> 'needs_action'`,
      [moved.map(({ bookingId }) => bookingId)],
    );
    return moved;
  }

  /** @returns those that were not cancelled before */
  cancel(bookingIds: readonly string[], reason: string | null, at: Date): Promise<Moved[]> {
    return this.sql.query<Moved>(
      'instances_cancel',
      `WITH released AS (
         ${releasingTime('$1::uuid[]')}
       )
       UPDATE bookings b SET status = 'cancelled', cancelled_at = $3, cancel_reason = $2, sequence = b.sequence + 1,
         version = b.version + 1, updated_at = now()
       WHERE b.id = ANY($1::uuid[]) AND b.status <> 'cancelled' RETURNING b.id AS "bookingId", b.sequence`,
      [bookingIds, reason, at],
    );
  }
}

export function toDetails(row: OverrideRow): InstanceDetails {
  const { id: bookingId, seriesId, recurrenceId, title, description, location, attendees, apart } = row;
  return {
    bookingId,
    seriesId,
    recurrenceId,
    start: new Date(row.start),
    end: new Date(row.end),
    status: row.status === 'cancelled' ? 'cancelled' : 'confirmed',
    isOverride: true,
    title,
    description,
    location,
    sequence: row.seriesSequence + row.sequence,
    attendees,
    apart,
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
  };
}

function columnsOf(people: readonly InstancePerson[]): unknown[] {
  return [people.map(({ userId }) => userId), people.map(({ email }) => email), people.map(({ name }) => name)];
}
