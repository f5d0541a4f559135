import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import type { CourseReach } from '../course-access.js';
import { inOrganizations } from '../in-organizations.js';
import type { CoursePeopleName } from '../people/people-kind.js';
import { todayAt } from '../settings/course-days.js';
import { CourseOffering } from './offering.entity.js';
import { DEFAULT_OFFERING_SORT, type OfferingQueryDto } from './offering-query.dto.js';

/** SQL: the day that counts for who teaches an offering: today, or its first or last day where that is nearer. */
const dayOf = (offering: string) =>
  `least(greatest(${todayAt(`${offering}.organization_id`)}, ${offering}.start_date), ${offering}.end_date)`;
export const covers = (assignment: string, offering: string) =>
  `daterange(${assignment}.start_date, ${assignment}.end_date, '[]') @> ${dayOf(offering)}`;

/** SQL: who teaches an offering now; a lookup for each, which the planner makes no join of. */
const teacherOf = (offering: string) => `(
  SELECT a.facilitator_id FROM course_assignments a WHERE a.offering_id = ${offering}.id AND ${covers('a', offering)}
  ORDER BY a.is_substitute DESC LIMIT 1)`;

/** SQL: ids of the offerings that `:facilitatorId` has taught, teaches or will. */
const OF_FACILITATOR = `ARRAY(SELECT a.offering_id FROM course_assignments a WHERE a.facilitator_id = :facilitatorId)`;

/** SQL: ids of offerings that a person has taught, teaches or will, or is enrolled in, of `:others`. */
const ONE_S_OWN = `ARRAY(
  SELECT a.offering_id FROM course_facilitators f JOIN course_assignments a ON a.facilitator_id = f.id
  WHERE f.user_id = :userId AND f.organization_id = ANY(:others)
  UNION
  SELECT e.offering_id FROM course_students s JOIN course_enrolments e ON e.student_id = s.id
  WHERE s.user_id = :userId AND s.organization_id = ANY(:others) AND e.status <> 'withdrawn')`;

/** SQL: ids of the offerings that a person has taught, teaches or will, of `:others`. */
export const TAUGHT = `ARRAY(
  SELECT a.offering_id FROM course_facilitators f JOIN course_assignments a ON a.facilitator_id = f.id
  WHERE f.user_id = :userId AND f.organization_id = ANY(:others))`;

/** What somebody without the management has to do with an offering. */
export interface PlaceInOffering {
  readonly teachesNow: boolean;
  readonly teaches: boolean;
  readonly learns: boolean;
}

/** Ids that the names in a query stand for; undefined where it has none. */
export interface NamedParts {
  readonly intakeIds?: readonly string[];
  readonly modeIds?: readonly string[];
}

/** What an offering is made of, as it is shown. */
export interface OfferingParts {
  readonly id: string;
  readonly module: { readonly id: string; readonly code: string; readonly name: string; readonly credits: number };
  readonly class: { readonly id: string; readonly name: string };
  readonly cohort: { readonly id: string; readonly name: string };
  readonly intake: { readonly id: string; readonly name: string };
  readonly mode: { readonly id: string; readonly name: string };
  readonly trimester: { readonly id: string; readonly name: string; readonly number: number };
  readonly facilitator: { readonly id: string; readonly userId: string; readonly isActive: boolean } | null;
}

export type OfferingValues = Pick<
  CourseOffering,
  'organizationId' | 'moduleId' | 'classId' | 'cohortId' | 'modeId' | 'intakeId' | 'trimester'
> &
  Pick<CourseOffering, 'startDate' | 'endDate' | 'maxStudents' | 'externalId'>;

@Injectable()
export class OfferingsRepository {
  constructor(
    @InjectRepository(CourseOffering) private readonly offerings: Repository<CourseOffering>,
    private readonly sql: Sql,
  ) {}

  insert(values: OfferingValues): Promise<CourseOffering> {
    return this.offerings.save(this.offerings.create(values));
  }

  findById(id: string): Promise<CourseOffering | null> {
    return this.offerings.findOneBy({ id });
  }

  /** Row lock, taken first by every change of the offering, its assignments or its enrolments. */
  lock(id: string): Promise<CourseOffering | null> {
    return this.offerings.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Row locks of what somebody teaches or learns, or will, in one order. */
  async lockOfPeople(
    kind: CoursePeopleName,
    organizationId: string,
    userIds: readonly string[],
    today: string,
  ): Promise<void> {
    const place =
      kind === 'facilitator'
        ? 'course_facilitators p JOIN course_assignments a ON a.facilitator_id = p.id'
        : 'course_students p JOIN course_enrolments a ON a.student_id = p.id';
    await this.sql.query(
      `course_offerings_lock_of_${kind}`,
      `SELECT FROM course_offerings
       WHERE end_date >= $3::date
         AND id IN (SELECT a.offering_id FROM ${place} WHERE p.organization_id = $1 AND p.user_id = ANY($2::uuid[]))
       ORDER BY id FOR NO KEY UPDATE`,
      [organizationId, userIds, today],
    );
  }

  /** Under its row lock; also without a member it increments the version. */
  async change(id: string, change: Partial<OfferingValues & Pick<CourseOffering, 'isActive'>>): Promise<void> {
    await this.offerings.update({ id }, change);
  }

  /** What the actor manages, and beside it what they teach or learn. */
  list(
    userId: string,
    { managed, others }: CourseReach,
    query: OfferingQueryDto,
    named: NamedParts,
  ): Promise<Page<CourseOffering>> {
    const list = this.offerings.createQueryBuilder('offering');
    const [managing, ids] = inOrganizations('offering', managed);
    const own = { userId, others };
    if (others.length === 0) list.where(managing, ids);
    else if (managed.length === 0) list.where(`offering.id = ANY(${ONE_S_OWN})`, own);
    else list.where(`(${managing} OR offering.id = ANY(${ONE_S_OWN}))`, { ...ids, ...own });
    filter(list, query, named);
    return paginate(list, query, DEFAULT_OFFERING_SORT);
  }

  /** Whether the person teaches it now, has taught it or will, and whether they are enrolled. */
  async placeOf(userId: string, offeringId: string): Promise<PlaceInOffering> {
    const [row] = await this.sql.query<PlaceInOffering>(
      'course_place_of',
      `SELECT EXISTS (SELECT FROM course_assignments a JOIN course_facilitators f ON f.id = a.facilitator_id
                      JOIN course_offerings o ON o.id = a.offering_id
                      WHERE a.offering_id = $2 AND f.user_id = $1 AND f.is_active AND ${covers('a', 'o')}) AS "teachesNow",
              EXISTS (SELECT FROM course_assignments a JOIN course_facilitators f ON f.id = a.facilitator_id
                      WHERE a.offering_id = $2 AND f.user_id = $1) AS teaches,
              EXISTS (SELECT FROM course_enrolments e JOIN course_students s ON s.id = e.student_id
                      WHERE e.offering_id = $2 AND s.user_id = $1 AND e.status <> 'withdrawn') AS learns`,
      [userId, offeringId],
    );
    return row ?? { teachesNow: false, teaches: false, learns: false };
  }

  /** In one query; by the id of the offering. */
  async partsOf(ids: readonly string[]): Promise<ReadonlyMap<string, OfferingParts>> {
    if (ids.length === 0) return new Map();
    const rows = await this.sql.query<OfferingParts>(
      'course_offering_parts',
      `SELECT o.id,
         json_build_object('id', m.id, 'code', m.code, 'name', m.name, 'credits', m.credits) AS module,
         json_build_object('id', c.id, 'name', c.name) AS class,
         json_build_object('id', h.id, 'name', h.name) AS cohort,
         json_build_object('id', i.id, 'name', i.name) AS intake,
         json_build_object('id', d.id, 'name', d.name) AS mode,
         json_build_object('id', t.id, 'name', t.name, 'number', t.number) AS trimester,
         (SELECT json_build_object('id', f.id, 'userId', f.user_id, 'isActive', f.is_active)
          FROM course_facilitators f WHERE f.id = ${teacherOf('o')}) AS facilitator
       FROM course_offerings o
       JOIN course_modules m ON m.id = o.module_id
       JOIN course_classes c ON c.id = o.class_id
       JOIN academic_sessions t ON t.id = c.trimester_id
       JOIN course_cohorts h ON h.id = o.cohort_id
       JOIN course_intakes i ON i.id = o.intake_id
       JOIN course_modes d ON d.id = o.mode_id
       WHERE o.id = ANY($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Ids of intakes or modes of these organizations with this name. */
  async idsNamed(table: 'intake' | 'mode', organizationIds: readonly string[], name: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `course_${table}_named`,
      `SELECT id FROM ${table === 'intake' ? 'course_intakes' : 'course_modes'}
       WHERE organization_id = ANY($1::uuid[]) AND name = $2::citext`,
      [organizationIds, name],
    );
    return rows.map(({ id }) => id);
  }

  /** What follows from class and cohort, where all of them are of the organization and in use. */
  async settledBy(
    organizationId: string,
    { classId, cohortId }: Pick<OfferingValues, 'classId' | 'cohortId'>,
  ): Promise<{ readonly trimester: number | null; readonly intakeId: string | null }> {
    const [row] = await this.sql.query<{ trimester: number | null; intakeId: string | null }>(
      'course_offering_settled',
      `SELECT (SELECT t.number FROM course_classes c JOIN academic_sessions t ON t.id = c.trimester_id
               WHERE c.id = $2 AND c.organization_id = $1) AS trimester,
              (SELECT h.intake_id FROM course_cohorts h WHERE h.id = $3 AND h.organization_id = $1) AS "intakeId"`,
      [organizationId, classId, cohortId],
    );
    return row ?? { trimester: null, intakeId: null };
  }
}

function filter(
  list: SelectQueryBuilder<CourseOffering>,
  { trimester, cohortId, facilitatorId, moduleId, isActive }: OfferingQueryDto,
  { intakeIds, modeIds }: NamedParts,
): void {
  if (trimester !== undefined) list.andWhere('offering.trimester = :trimester', { trimester });
  if (cohortId !== undefined) list.andWhere('offering.cohortId = :cohortId', { cohortId });
  if (moduleId !== undefined) list.andWhere('offering.moduleId = :moduleId', { moduleId });
  if (facilitatorId !== undefined)
    list
      .andWhere(`offering.id = ANY(${OF_FACILITATOR})`, { facilitatorId })
      .andWhere(`${teacherOf('offering')} = :facilitatorId`);
  if (isActive !== undefined) list.andWhere(isActive ? 'offering.isActive' : 'NOT offering.isActive');
  for (const [column, ids] of [
    ['intakeId', intakeIds],
    ['modeId', modeIds],
  ] as const) {
    if (ids?.length === 1) list.andWhere(`offering.${column} = :${column}`, { [column]: ids[0] });
    else if (ids !== undefined) list.andWhere(`offering.${column} = ANY(:${column})`, { [column]: ids });
  }
}
