import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import {
  CoursesRosterApi,
  type RosteredClass,
  type RosteredOffering,
  type RosteredPeople,
  type RosteredProfile,
  type RosterWrite,
} from '../courses.api.js';
import { COURSE_PROFILE_CHANGED, LEAVE_MEETING_ROOMS } from '../courses.events.js';
import { ExpectationPlans } from '../expectations/expectation-plans.js';
import { OfferingsService } from '../offerings/offerings.service.js';
import { CourseEndings } from '../people/course-endings.js';
import { todayAt } from '../settings/course-days.js';
import { CLASSES } from '../structure/structure-kinds.js';
import { StructureService } from '../structure/structure.service.js';
import { ROSTER_MARK } from './roster-states.js';

const KINDS = { students: 'student', facilitators: 'facilitator' } as const;

/** SQL: makes or changes profiles, and shows those that were in use and are no more. */
const savePeople = (table: string, columns: readonly string[]) => `
  WITH given AS (
    SELECT w.id, s.* FROM jsonb_to_recordset($2::jsonb) AS w (id uuid, state jsonb)
    CROSS JOIN LATERAL jsonb_to_record(w.state)
      AS s (user_id uuid, ${columns.map((column) => `${column} text`).join(', ')}, status text)),
  former AS (SELECT p.id FROM ${table} p JOIN given ON given.id = p.id WHERE p.is_active),
  saved AS (
    INSERT INTO ${table} (id, organization_id, user_id, ${columns.join(', ')}, is_active)
    SELECT id, $1, user_id, ${columns.join(', ')}, status = 'active' FROM given
    ON CONFLICT (id) DO UPDATE
    SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}, is_active = excluded.is_active,
        version = ${table}.version + 1, updated_at = now()
    RETURNING id, user_id, is_active)
  SELECT id, user_id AS "userId" FROM saved JOIN former USING (id) WHERE NOT is_active`;

const SAVE_PEOPLE: Readonly<Record<RosteredPeople, string>> = {
  students: savePeople('course_students', ['student_number', 'external_id']),
  facilitators: savePeople('course_facilitators', ['employee_id', 'specialization', 'external_id']),
};

/** What imports of rosters write: people and enrolments many in a statement, classes and offerings by their use cases. */
@Injectable()
export class CourseRosters extends CoursesRosterApi {
  constructor(
    private readonly sql: Sql,
    private readonly structure: StructureService,
    private readonly offerings: OfferingsService,
    private readonly plans: ExpectationPlans,
    private readonly endings: CourseEndings,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async markOf(organizationId: string): Promise<string> {
    const [row] = await this.sql.query<{ mark: string }>('course_roster_mark', ROSTER_MARK, [organizationId]);
    return row?.mark ?? '';
  }

  profilesOf(userId: string): Promise<readonly RosteredProfile[]> {
    return this.sql.query<RosteredProfile>(
      'course_roster_profiles',
      `SELECT s.organization_id AS "organizationId", 'student' AS kind, s.external_id AS "externalId",
         s.student_number::text AS number,
         s.id || ARRAY(SELECT e.id FROM course_enrolments e WHERE e.student_id = s.id) AS ids
       FROM course_students s WHERE s.user_id = $1
       UNION ALL
       SELECT f.organization_id, 'facilitator', f.external_id, f.employee_id::text, ARRAY[f.id]
       FROM course_facilitators f WHERE f.user_id = $1`,
      [userId],
    );
  }

  holdPeople(organizationId: string, kind: RosteredPeople, userIds: readonly string[]): Promise<void> {
    return this.endings.holdAll(KINDS[kind], organizationId, userIds);
  }

  async savePeople(
    actorId: string,
    organizationId: string,
    kind: RosteredPeople,
    rows: readonly RosterWrite[],
  ): Promise<void> {
    const archived = await this.sql.query<{ id: string; userId: string }>(`course_roster_${kind}`, SAVE_PEOPLE[kind], [
      organizationId,
      JSON.stringify(rows),
    ]);
    if (archived.length === 0) return;
    await this.endings.endAll(KINDS[kind], organizationId, archived, actorId);
    await this.outbox.appendAll(
      COURSE_PROFILE_CHANGED,
      archived.map(({ id, userId }) => ({
        ...{ organizationId, actorId, kind: KINDS[kind], id, userId, fact: 'updated' as const },
      })),
    );
  }

  async saveEnrolments(organizationId: string, rows: readonly RosterWrite[]): Promise<void> {
    const left = await this.sql.query<{ offeringId: string; userId: string }>(
      'course_roster_enrolments',
      `WITH given AS (
         SELECT w.id, s.offering_id, s.student_id, s.status, s.start_date, s.external_id, ${todayAt('$2')} AS today
         FROM jsonb_to_recordset($1::jsonb) AS w (id uuid, state jsonb)
         CROSS JOIN LATERAL jsonb_to_record(w.state)
           AS s (offering_id uuid, student_id uuid, status text, start_date date, external_id text)),
       former AS (SELECT e.id, e.status FROM course_enrolments e JOIN given ON given.id = e.id),
       saved AS (
         INSERT INTO course_enrolments (id, offering_id, student_id, status, start_date, end_date, external_id)
         SELECT id, offering_id, student_id, status, start_date,
           CASE WHEN status <> 'active' THEN greatest(start_date, today) END, external_id
         FROM given
         ON CONFLICT (id) DO UPDATE
         SET status = excluded.status, start_date = excluded.start_date, external_id = excluded.external_id,
             end_date = CASE WHEN excluded.status = 'active' OR course_enrolments.status <> excluded.status
                             THEN excluded.end_date
                             ELSE greatest(course_enrolments.end_date, excluded.start_date) END,
             ended_with_profile = course_enrolments.ended_with_profile AND excluded.status = 'withdrawn',
             version = course_enrolments.version + 1, updated_at = now()),
       counted AS (UPDATE course_offerings o SET enrolled_count = o.enrolled_count + d.more
       FROM (SELECT given.offering_id,
               sum((given.status <> 'withdrawn')::int - coalesce((former.status <> 'withdrawn')::int, 0))::int AS more
             FROM given LEFT JOIN former ON former.id = given.id GROUP BY given.offering_id) d
       WHERE o.id = d.offering_id AND d.more <> 0)
       SELECT given.offering_id AS "offeringId", s.user_id AS "userId"
       FROM given JOIN former ON former.id = given.id AND former.status <> 'withdrawn'
       JOIN course_students s ON s.id = given.student_id
       WHERE given.status = 'withdrawn'
         AND EXISTS (SELECT FROM course_meeting_offerings x WHERE x.offering_id = given.offering_id)`,
      [JSON.stringify(rows), organizationId],
    );
    await this.outbox.appendAll(LEAVE_MEETING_ROOMS, left);
  }

  async lockOfferings(ids: readonly string[]): Promise<void> {
    await this.sql.query(
      'course_roster_lock',
      'SELECT FROM course_offerings WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
      [ids],
    );
  }

  async holdStudents(ids: readonly string[]): Promise<void> {
    await this.sql.query(
      'course_roster_hold_students',
      'SELECT FROM course_students WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE',
      [ids],
    );
  }

  async lockTargets(kind: RosteredPeople | 'classes' | 'offerings', ids: readonly string[]): Promise<void> {
    await this.sql.query(
      `course_roster_lock_${kind}`,
      `SELECT FROM course_${kind} WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
      [ids],
    );
  }

  async saveClass(actor: Actor, organizationId: string, id: string | null, wanted: RosteredClass): Promise<string> {
    const { trimesterId, isActive, ...values } = wanted;
    const { id: saved } = id
      ? await this.structure.change(CLASSES, actor, id, { ...values, isActive })
      : await this.structure.create(CLASSES, actor, { organizationId, trimesterId, ...values });
    return saved;
  }

  async saveOffering(
    actor: Actor,
    organizationId: string,
    id: string | null,
    { isActive, ...wanted }: RosteredOffering,
  ): Promise<string> {
    const { id: saved } = id
      ? await this.offerings.change(actor, id, { ...wanted, isActive })
      : await this.offerings.create(actor, { organizationId, ...wanted });
    return saved;
  }

  async planAnew(organizationId: string): Promise<void> {
    await this.plans.ofOrganization(organizationId, () => Promise.resolve());
  }
}
