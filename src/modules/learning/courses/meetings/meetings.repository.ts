import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { plannedBookings } from '../../../scheduling/bookings/planned-bookings.api.js';
import type { Days, PlannedRule } from './meeting.rules.js';

/** Who teaches from a day to another; null: without an end. */
export interface TaughtDays {
  readonly facilitatorId: string;
  readonly userId: string;
  readonly isSubstitute: boolean;
  readonly startDate: string | null;
  readonly endDate: string | null;
}

export interface MeetingRow {
  readonly id: string;
  readonly organizationId: string;
  readonly bookingId: string;
  readonly setId: string;
  readonly followsAssignments: boolean;
  readonly title: string;
  readonly hostId: string;
  readonly location: string | null;
  /** ISO 8601, UTC; as the other one. */
  readonly start: string;
  readonly end: string;
  /** When it was to begin before it was moved. */
  readonly plannedStart: string;
  readonly timeZone: string;
  readonly status: 'pending' | 'confirmed' | 'cancelled' | 'declined';
  readonly bookableIds: readonly string[];
  readonly sessionId: string | null;
  readonly cancelReason: string | null;
  /** The first one first. */
  readonly offeringIds: readonly string[];
}

export interface NewMeeting {
  readonly id: string;
  readonly bookingId: string;
  readonly start: Date;
}

/** How many meetings of some weeks are read at once: more than one person or one offering has. */
const MOST_MEETINGS = 1000;

const COLUMNS = `m.id, m.organization_id AS "organizationId", m.booking_id AS "bookingId", m.set_id AS "setId",
  m.follows_assignments AS "followsAssignments", b.title, b.host_id AS "hostId", b.location, b.starts_at AS start,
  b.ends_at AS "end", m.planned_start AS "plannedStart", b.time_zone AS "timeZone", b.status, b.bookable_ids AS "bookableIds",
  b.session_id AS "sessionId", b.cancel_reason AS "cancelReason",
  ARRAY(SELECT o.offering_id FROM course_meeting_offerings o WHERE o.meeting_id = m.id
        ORDER BY o.is_first DESC, o.offering_id) AS "offeringIds"`;

const MEETINGS = `course_meetings m JOIN ${plannedBookings()} b ON b.booking_id = m.booking_id`;

/** SQL: offerings that a person teaches, with the days of that, or is enrolled in: `$1`. */
const ONE_S_OWN = `
  SELECT a.offering_id, a.start_date AS first, a.end_date AS last
  FROM course_facilitators f JOIN course_assignments a ON a.facilitator_id = f.id
  WHERE f.user_id = $1 AND f.is_active
  UNION ALL
  SELECT e.offering_id, NULL, NULL FROM course_students s JOIN course_enrolments e ON e.student_id = s.id
  WHERE s.user_id = $1 AND e.status <> 'withdrawn'`;

/** Meetings of offerings, read together with their bookings. */
@Injectable()
export class MeetingsRepository {
  constructor(private readonly sql: Sql) {}

  /** @param offeringIds the first one first */
  async insert(
    { organizationId, setId, followsAssignments }: Pick<MeetingRow, 'organizationId' | 'setId' | 'followsAssignments'>,
    meetings: readonly NewMeeting[],
    offeringIds: readonly string[],
  ): Promise<void> {
    await this.sql.query(
      'course_meetings_insert',
      `WITH made AS (
         INSERT INTO course_meetings (id, organization_id, booking_id, set_id, follows_assignments, planned_start)
         SELECT w.id, $1, w.booking_id, $2, $3, w.start
         FROM unnest($4::uuid[], $5::uuid[], $6::timestamptz[]) AS w (id, booking_id, start) RETURNING id)
       INSERT INTO course_meeting_offerings (meeting_id, offering_id, is_first)
       SELECT made.id, o.id, o.place = 1 FROM made, unnest($7::uuid[]) WITH ORDINALITY AS o (id, place)`,
      [
        ...[organizationId, setId, followsAssignments],
        meetings.map(({ id }) => id),
        meetings.map(({ bookingId }) => bookingId),
        meetings.map(({ start }) => start),
        offeringIds,
      ],
    );
  }

  /** By which meetings were made. */
  async keepRule(
    { setId, organizationId }: Pick<MeetingRow, 'organizationId' | 'setId'>,
    { rrule, start, timeZone, durationMinutes, lastDay }: PlannedRule,
  ): Promise<void> {
    await this.sql.query(
      'course_meetings_keep_rule',
      `INSERT INTO course_meeting_rules (set_id, organization_id, rrule, starts_at, time_zone, duration_minutes, last_day)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [setId, organizationId, rrule, new Date(start), timeZone, durationMinutes, lastDay],
    );
  }

  /** Nothing of a rule takes place from a day on. */
  async endRule(setId: string, day: string): Promise<void> {
    await this.sql.query(
      'course_meetings_end_rule',
      `UPDATE course_meeting_rules SET last_day = least(last_day, $2::date - 1) WHERE set_id = $1`,
      [setId, day],
    );
  }

  async find(id: string): Promise<MeetingRow | null> {
    const [row] = await this.sql.query<MeetingRow>(
      'course_meeting_find',
      `SELECT ${COLUMNS} FROM ${MEETINGS} WHERE m.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Of an offering, in the order of time, cancelled ones among them. */
  ofOffering(offeringId: string, from: Date, to: Date): Promise<MeetingRow[]> {
    return this.sql.query<MeetingRow>(
      'course_meetings_of_offering',
      `SELECT ${COLUMNS} FROM course_meeting_offerings x JOIN ${MEETINGS} ON m.id = x.meeting_id
       WHERE x.offering_id = $1 AND b.starts_at < $3 AND b.ends_at > $2
       ORDER BY b.starts_at, m.id LIMIT ${MOST_MEETINGS}`,
      [offeringId, from, to],
    );
  }

  /** @returns how many meetings of a week of an offering take place; null where none does. Weeks begin on Mondays. */
  async countedByWeek(
    offeringIds: readonly string[],
  ): Promise<(offeringId: string, weekNumber: number) => number | null> {
    const rows = await this.sql.query<{ offeringId: string; week: number; count: number }>(
      'course_meetings_by_week',
      `SELECT x.offering_id AS "offeringId", count(*)::int AS count,
         ((date_trunc('week', b.starts_at AT TIME ZONE b.time_zone)::date - date_trunc('week', o.start_date)::date) / 7 + 1)::int
           AS week
       FROM course_offerings o JOIN course_meeting_offerings x ON x.offering_id = o.id
       JOIN ${MEETINGS} ON m.id = x.meeting_id
       WHERE o.id = ANY($1::uuid[]) AND b.status = 'confirmed' GROUP BY x.offering_id, week`,
      [offeringIds],
    );
    const counts = new Map(rows.map(({ offeringId, week, count }) => [`${offeringId} ${week}`, count]));
    return (offeringId, weekNumber) => counts.get(`${offeringId} ${weekNumber}`) ?? null;
  }

  /**
   * Of all offerings that a person teaches on the day of the meeting or is enrolled in, of their organizations, and those
   * that they host.
   */
  ofPerson(
    userId: string,
    organizationIds: readonly string[],
    from: Date,
    to: Date,
    limit = MOST_MEETINGS,
  ): Promise<MeetingRow[]> {
    return this.sql.query<MeetingRow>(
      'course_meetings_of_person',
      `WITH own AS MATERIALIZED (${ONE_S_OWN})
       SELECT ${COLUMNS} FROM ${MEETINGS}
       WHERE m.id IN (
           SELECT x.meeting_id FROM own JOIN course_meeting_offerings x ON x.offering_id = own.offering_id
           UNION ALL
           SELECT h.id FROM course_meetings h JOIN ${plannedBookings()} held ON held.booking_id = h.booking_id
           WHERE held.host_id = $1 AND held.starts_at < $4 AND held.ends_at > $3)
         AND m.organization_id = ANY($2::uuid[]) AND b.starts_at < $4 AND b.ends_at > $3
         AND (b.host_id = $1 OR EXISTS (
           SELECT FROM own JOIN course_meeting_offerings x ON x.offering_id = own.offering_id
           WHERE x.meeting_id = m.id
             AND daterange(own.first, own.last, '[]') @> (b.starts_at AT TIME ZONE b.time_zone)::date))
       ORDER BY b.starts_at, m.id LIMIT $5`,
      [userId, organizationIds, from, to, limit],
    );
  }

  /** What of them takes place and has not begun, made by the same rule and no earlier. */
  async followingIn(
    setId: string,
    start: Date,
    now: Date,
  ): Promise<Pick<MeetingRow, 'id' | 'bookingId' | 'hostId' | 'plannedStart'>[]> {
    return this.sql.query(
      'course_meetings_following',
      `SELECT m.id, m.booking_id AS "bookingId", b.host_id AS "hostId", m.planned_start AS "plannedStart" FROM ${MEETINGS}
       WHERE m.set_id = $1 AND b.starts_at >= $2 AND b.ends_at > $3 AND b.status = 'confirmed' ORDER BY b.starts_at`,
      [setId, start, now],
    );
  }

  /** In the order of time. */
  findAll(ids: readonly string[]): Promise<MeetingRow[]> {
    return this.sql.query<MeetingRow>(
      'course_meetings_find',
      `SELECT ${COLUMNS} FROM ${MEETINGS} WHERE m.id = ANY($1::uuid[]) ORDER BY b.starts_at, m.id`,
      [ids],
    );
  }

  async idOfBooking(bookingId: string): Promise<string | null> {
    const [row] = await this.sql.query<{ id: string }>(
      'course_meeting_of_booking',
      'SELECT id FROM course_meetings WHERE booking_id = $1',
      [bookingId],
    );
    return row?.id ?? null;
  }

  /** The days that the offerings of a meeting have in common, and its zone; null for other bookings. */
  async daysOfBooking(bookingId: string): Promise<(Days & { readonly timeZone: string }) | null> {
    const [row] = await this.sql.query<Days & { timeZone: string }>(
      'course_meeting_days',
      `SELECT b.time_zone AS "timeZone", max(o.start_date)::text AS "startDate", min(o.end_date)::text AS "endDate"
       FROM ${MEETINGS} JOIN course_meeting_offerings x ON x.meeting_id = m.id
       JOIN course_offerings o ON o.id = x.offering_id AND o.is_active
       WHERE m.booking_id = $1 GROUP BY m.id, b.time_zone`,
      [bookingId],
    );
    return row ?? null;
  }

  /** Bookings of meetings that a person hosts, past ones among them. */
  async bookingsHeldBy(userId: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'course_meetings_bookings_held',
      `SELECT b.booking_id AS id FROM ${MEETINGS} WHERE b.host_id = $1`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }

  /** Offerings of an organization with meetings that a person hosts, which take place and have not begun; in one order. */
  async offeringsHeldBy(organizationId: string, userId: string, now: Date): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'course_meetings_offerings_held',
      `SELECT DISTINCT x.offering_id AS id FROM course_meeting_offerings x JOIN ${MEETINGS} ON m.id = x.meeting_id
       WHERE m.organization_id = $1 AND x.is_first AND b.host_id = $2 AND b.starts_at > $3 AND b.status = 'confirmed'
       ORDER BY id`,
      [organizationId, userId, now],
    );
    return rows.map(({ id }) => id);
  }

  /** Of an offering, what takes place and has not begun. */
  aheadOf(offeringId: string, now: Date): Promise<MeetingRow[]> {
    return this.sql.query<MeetingRow>(
      'course_meetings_ahead',
      `SELECT ${COLUMNS} FROM course_meeting_offerings x JOIN ${MEETINGS} ON m.id = x.meeting_id
       WHERE x.offering_id = $1 AND b.starts_at > $2 AND b.status = 'confirmed' ORDER BY b.starts_at, m.id`,
      [offeringId, now],
    );
  }

  /**
   * Who learns and who teaches in meetings: students who are enrolled, and those assigned on the day.
   * @param offeringId of this offering alone; null: of all that meet in them
   */
  peopleOf(
    ids: readonly string[],
    offeringId: string | null,
  ): Promise<{ readonly id: string; readonly userId: string }[]> {
    return this.sql.query(
      'course_meetings_people',
      `WITH met AS MATERIALIZED (
         SELECT x.meeting_id, x.offering_id, (b.starts_at AT TIME ZONE b.time_zone)::date AS day
         FROM course_meeting_offerings x JOIN ${MEETINGS} ON m.id = x.meeting_id
         WHERE x.meeting_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR x.offering_id = $2))
       SELECT met.meeting_id AS id, s.user_id AS "userId" FROM met
       JOIN course_enrolments e ON e.offering_id = met.offering_id AND e.status = 'active'
       JOIN course_students s ON s.id = e.student_id AND s.is_active
       UNION
       SELECT met.meeting_id, f.user_id FROM met
       JOIN course_assignments a ON a.offering_id = met.offering_id AND daterange(a.start_date, a.end_date, '[]') @> met.day
       JOIN course_facilitators f ON f.id = a.facilitator_id AND f.is_active`,
      [ids, offeringId],
    );
  }

  /** Those of the people who have a profile in use to teach with. */
  async facilitatorsAmong(organizationId: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.sql.query<{ id: string }>(
      'course_meetings_facilitators',
      `SELECT user_id AS id FROM course_facilitators
       WHERE organization_id = $1 AND user_id = ANY($2::uuid[]) AND is_active`,
      [organizationId, userIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** An offering meets in these no more; another one of each is the first then. */
  async leave(offeringId: string, ids: readonly string[]): Promise<void> {
    await this.sql.query(
      'course_meetings_leave',
      'DELETE FROM course_meeting_offerings WHERE offering_id = $1 AND meeting_id = ANY($2::uuid[])',
      [offeringId, ids],
    );
    await this.sql.query(
      'course_meetings_lead',
      `UPDATE course_meeting_offerings o SET is_first = true
       WHERE o.meeting_id = ANY($1::uuid[])
         AND o.offering_id = (SELECT min(offering_id::text)::uuid FROM course_meeting_offerings WHERE meeting_id = o.meeting_id)
         AND NOT EXISTS (SELECT FROM course_meeting_offerings f WHERE f.meeting_id = o.meeting_id AND f.is_first)`,
      [ids],
    );
  }

  /** Those of the offerings that a person teaches, has taught or will, or is enrolled in. */
  async ownAmong(userId: string, offeringIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.sql.query<{ id: string }>(
      'course_meetings_own',
      `SELECT DISTINCT own.offering_id AS id FROM (${ONE_S_OWN}) own WHERE own.offering_id = ANY($2::uuid[])`,
      [userId, offeringIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** From now on it is hosted by whom it was given to. */
  async pin(id: string): Promise<void> {
    await this.sql.query('course_meeting_pin', 'UPDATE course_meetings SET follows_assignments = false WHERE id = $1', [
      id,
    ]);
  }

  /** Who teaches an offering when, with a profile in use; substitutes first. */
  taughtDays(offeringId: string): Promise<TaughtDays[]> {
    return this.sql.query(
      'course_meetings_taught_days',
      `SELECT a.facilitator_id AS "facilitatorId", f.user_id AS "userId", a.is_substitute AS "isSubstitute",
              a.start_date::text AS "startDate", a.end_date::text AS "endDate"
       FROM course_assignments a JOIN course_facilitators f ON f.id = a.facilitator_id
       WHERE a.offering_id = $1 AND f.is_active ORDER BY a.is_substitute DESC, a.id`,
      [offeringId],
    );
  }

  /** Holidays of an organization that reach into some days. */
  holidays(organizationId: string, { startDate, endDate }: Days): Promise<Days[]> {
    return this.sql.query(
      'course_meetings_holidays',
      `SELECT start_date::text AS "startDate", end_date::text AS "endDate" FROM course_holidays
       WHERE organization_id = $1 AND is_active AND start_date <= $3::date AND end_date >= $2::date`,
      [organizationId, startDate, endDate],
    );
  }
}
