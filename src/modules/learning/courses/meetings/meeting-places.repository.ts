import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { plannedBookings } from '../../../scheduling/bookings/planned-bookings.api.js';

/** Somebody who taught, and has nothing to do any more with a room that others still meet in. */
export interface OutlivedPlace {
  readonly userId: string;
  readonly sessionId: string;
  /** Who holds the next meeting in it. */
  readonly hostId: string;
  readonly organizationId: string;
  /** When they taught there no more, and that was known; ISO 8601. Whoever came in later was let in for another reason. */
  readonly endedAt: string;
}

const MEETINGS = `course_meetings m JOIN ${plannedBookings()} b ON b.booking_id = m.booking_id`;

/** How many days an end of teaching is looked at again, after which the task cannot have missed it. */
const LOOKED_AT_DAYS = 8;

/** SQL: offerings that a person learns or teaches, with the last day of that. Its names are its own: `user` is an expression. */
const partsOf = (user: string) => `
  SELECT taught.offering_id, taught.end_date AS last_day
  FROM course_facilitators teacher JOIN course_assignments taught ON taught.facilitator_id = teacher.id
  WHERE teacher.user_id = ${user} AND teacher.is_active
  UNION ALL
  SELECT learnt.offering_id, NULL FROM course_students learner JOIN course_enrolments learnt ON learnt.student_id = learner.id
  WHERE learner.user_id = ${user} AND learnt.status <> 'withdrawn'`;

/** SQL: whether a person has to do with the meetings of a room by now: learns or teaches in them, or holds a coming one. */
const takesPart = (user: string, session: string) => `(
  EXISTS (
    SELECT FROM ${plannedBookings()} held
    WHERE held.session_id = ${session} AND held.host_id = ${user} AND held.status = 'confirmed' AND held.ends_at > now())
  OR EXISTS (
    SELECT FROM (${partsOf(user)}) part
    JOIN course_meeting_offerings shared ON shared.offering_id = part.offering_id
    JOIN course_meetings met ON met.id = shared.meeting_id
    JOIN ${plannedBookings()} planned ON planned.booking_id = met.booking_id
    WHERE planned.session_id = ${session}
      AND (part.last_day IS NULL OR part.last_day >= (now() AT TIME ZONE planned.time_zone)::date)))`;

/** Who has to do with the rooms for code of meetings. */
@Injectable()
export class MeetingPlacesRepository {
  constructor(private readonly sql: Sql) {}

  /** Whether somebody learns or teaches in the meetings of a room by now, or holds a coming one. */
  async takesPart(userId: string, sessionId: string): Promise<boolean> {
    const [row] = await this.sql.query<{ isIn: boolean }>(
      'course_meeting_rooms_takes_part',
      `SELECT ${takesPart('$1::uuid', '$2::uuid')} AS "isIn"`,
      [userId, sessionId],
    );
    return row?.isIn ?? false;
  }

  /**
   * Rooms for code of meetings that are not over, where somebody has no place by an offering: those of one that they left, or
   * some of an organization.
   */
  async roomsLeftBy(
    userId: string,
    of: { readonly offeringId: string } | { readonly organizationId: string; readonly rooms: readonly string[] },
  ): Promise<string[]> {
    const [name, condition, values] =
      'offeringId' in of
        ? ['course_meetings_rooms_left', 'x.offering_id = $2', [of.offeringId]]
        : [
            'course_meetings_rooms_held',
            'm.organization_id = $2 AND b.session_id = ANY($3::uuid[])',
            [of.organizationId, of.rooms],
          ];
    const rows = await this.sql.query<{ id: string }>(
      name,
      `SELECT DISTINCT b.session_id AS id FROM course_meeting_offerings x JOIN ${MEETINGS} ON m.id = x.meeting_id
       WHERE ${condition} AND b.session_id IS NOT NULL AND b.ends_at > now()
         AND NOT ${takesPart('$1::uuid', 'b.session_id')}`,
      [userId, ...values],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Of those who taught until some days ago, in the order of rooms and people.
   * @param offeringId of which; null: of all
   * @param after the last one of the batch before
   */
  outlived(
    offeringId: string | null,
    after: Pick<OutlivedPlace, 'sessionId' | 'userId'> | null,
    limit: number,
  ): Promise<OutlivedPlace[]> {
    return this.sql.query<OutlivedPlace>(
      'course_meeting_rooms_outlived',
      `WITH former AS (
         SELECT a.offering_id, a.facilitator_id, a.end_date, a.updated_at AS known_at FROM course_assignments a
         WHERE a.end_date BETWEEN current_date - ${LOOKED_AT_DAYS} AND current_date + 1
           AND ($1::uuid IS NULL OR a.offering_id = $1::uuid)
         UNION ALL
         SELECT r.offering_id, r.facilitator_id, NULL, r.removed_at FROM removed_course_assignments r
         WHERE r.removed_at > now() - make_interval(days => ${LOOKED_AT_DAYS})
           AND ($1::uuid IS NULL OR r.offering_id = $1::uuid))
       SELECT DISTINCT ON (b.session_id, f.user_id)
         f.user_id AS "userId", b.session_id AS "sessionId", b.host_id AS "hostId", m.organization_id AS "organizationId",
         max(greatest((former.end_date + 1)::timestamp AT TIME ZONE b.time_zone, former.known_at))
           OVER (PARTITION BY b.session_id, f.user_id) AS "endedAt"
       FROM former JOIN course_facilitators f ON f.id = former.facilitator_id
       JOIN course_meeting_offerings x ON x.offering_id = former.offering_id JOIN ${MEETINGS} ON m.id = x.meeting_id
       WHERE b.session_id IS NOT NULL AND b.status = 'confirmed' AND b.ends_at > now()
         AND ($2::uuid IS NULL OR (b.session_id, f.user_id) > ($2::uuid, $3::uuid))
         AND NOT ${takesPart('f.user_id', 'b.session_id')}
       ORDER BY b.session_id, f.user_id, b.starts_at LIMIT $4`,
      [offeringId, after?.sessionId ?? null, after?.userId ?? null, limit],
    );
  }
}
