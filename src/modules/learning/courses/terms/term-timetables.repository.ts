import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { plannedBookings } from '../../../scheduling/bookings/planned-bookings.api.js';

/** Meetings of a term that were made together and take place, by what most of them have. */
export interface TimetableSet {
  readonly title: string;
  readonly location: string | null;
  readonly hostId: string;
  /** Whether the host was named, whoever is assigned. */
  readonly isGiven: boolean;
  readonly bookableIds: readonly string[];
  readonly withSession: boolean;
  /** ISO 8601, UTC; as those of the rule. */
  readonly meetings: readonly { readonly start: string; readonly end: string; readonly timeZone: string }[];
  readonly rule: {
    readonly rrule: string;
    readonly start: string;
    readonly timeZone: string;
    readonly durationMinutes: number;
    readonly lastDay: string | null;
  } | null;
  /** The first one first. */
  readonly offeringIds: readonly string[];
}

/** Timetables of terms, read for their copies. */
@Injectable()
export class TermTimetablesRepository {
  constructor(private readonly sql: Sql) {}

  /** Of some offerings, in the order of time. */
  sets(offeringIds: readonly string[]): Promise<TimetableSet[]> {
    return this.sql.query<TimetableSet>(
      'course_term_timetables',
      `WITH live AS MATERIALIZED (
         SELECT m.id, m.set_id, m.follows_assignments, b.*
         FROM course_meetings m JOIN ${plannedBookings()} b ON b.booking_id = m.booking_id
         WHERE b.status = 'confirmed' AND m.id IN (
           SELECT x.meeting_id FROM course_meeting_offerings x WHERE x.offering_id = ANY($1::uuid[]))),
       sets AS (
         SELECT set_id, min(starts_at) AS first, (array_agg(id ORDER BY starts_at DESC))[1] AS last_id,
                mode() WITHIN GROUP (ORDER BY title) AS title,
                -- Also where most have none, which mode() would pass over.
                nullif(mode() WITHIN GROUP (ORDER BY coalesce(location, '')), '') AS location,
                mode() WITHIN GROUP (ORDER BY host_id) AS host_id, bool_and(NOT follows_assignments) AS is_given,
                mode() WITHIN GROUP (ORDER BY bookable_ids) AS bookable_ids, bool_or(session_id IS NOT NULL) AS has_session,
                json_agg(json_build_object('start', starts_at, 'end', ends_at, 'timeZone', time_zone) ORDER BY starts_at) AS meetings
         FROM live GROUP BY set_id)
       SELECT s.title, s.location, s.host_id AS "hostId", s.is_given AS "isGiven", s.bookable_ids AS "bookableIds",
              s.has_session AS "withSession", s.meetings,
              CASE WHEN r.set_id IS NOT NULL THEN json_build_object('rrule', r.rrule, 'start', r.starts_at,
                'timeZone', r.time_zone, 'durationMinutes', r.duration_minutes, 'lastDay', r.last_day) END AS rule,
              ARRAY(SELECT o.offering_id FROM course_meeting_offerings o WHERE o.meeting_id = s.last_id
                    ORDER BY o.is_first DESC, o.offering_id) AS "offeringIds"
       FROM sets s LEFT JOIN course_meeting_rules r ON r.set_id = s.set_id
       ORDER BY s.first, s.set_id`,
      [offeringIds],
    );
  }

  /** Those of the offerings that have meetings, which take place. */
  async metAmong(offeringIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.sql.query<{ id: string }>(
      'course_term_met',
      `SELECT DISTINCT x.offering_id AS id FROM course_meeting_offerings x
       JOIN course_meetings m ON m.id = x.meeting_id JOIN ${plannedBookings()} b ON b.booking_id = m.booking_id
       WHERE x.offering_id = ANY($1::uuid[]) AND b.status = 'confirmed'`,
      [offeringIds],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
