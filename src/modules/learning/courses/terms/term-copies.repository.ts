import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import type { Days } from '../meetings/meeting.rules.js';
import type { CopyOutcome } from './term.rules.js';

/** What becomes of an offering in a copy, before it is made. */
export interface PlannedOffering {
  readonly fromId: string;
  readonly outcome: CopyOutcome;
  readonly module: { readonly id: string; readonly code: string; readonly name: string; readonly credits: number };
  readonly className: string;
  readonly isClassNew: boolean;
  readonly startDate: string;
  readonly endDate: string;
  readonly facilitatorId: string | null;
  /** The days of what is copied. */
  readonly fromDays: Days;
  /** What is offered there already, unless it is archived. */
  readonly existing: (Days & { readonly id: string }) | null;
}

interface Copy {
  readonly organizationId: string;
  readonly fromId: string;
  readonly toId: string;
  /** How many later it is. */
  readonly days: number;
}

/** Offerings of one trimester in another, in statements over all of them. */
@Injectable()
export class TermCopiesRepository {
  constructor(private readonly sql: Sql) {}

  /** What would be made, in the order of modules and classes; whatever of it is in use stays so meanwhile. */
  async plan({ organizationId, fromId, toId, days }: Copy, most: number): Promise<PlannedOffering[]> {
    await this.sql.query(
      'course_term_copy_hold',
      `SELECT FROM course_facilitators WHERE id IN (
         SELECT a.facilitator_id FROM course_assignments a JOIN course_offerings o ON o.id = a.offering_id
         JOIN course_classes c ON c.id = o.class_id WHERE c.trimester_id = $1 AND c.organization_id = $2)
       ORDER BY id FOR SHARE`,
      [fromId, organizationId],
    );
    await this.sql.query(
      'course_term_copy_hold_structure',
      `SELECT FROM course_classes c JOIN course_offerings o ON o.class_id = c.id AND o.is_active
       JOIN course_modules m ON m.id = o.module_id
       JOIN course_cohorts h ON h.id = o.cohort_id
       JOIN course_modes d ON d.id = o.mode_id
       WHERE c.trimester_id = $1 AND c.organization_id = $2
       ORDER BY o.id FOR SHARE OF c, m, h, d`,
      [fromId, organizationId],
    );
    await this.sql.query(
      'course_term_copy_hold_classes',
      'SELECT FROM course_classes WHERE trimester_id = $1 ORDER BY id FOR SHARE',
      [toId],
    );
    return this.sql.query<PlannedOffering>(
      'course_term_copy_plan',
      `SELECT o.id AS "fromId", c.name AS "className", k.id IS NULL AS "isClassNew",
         (o.start_date + $4::int)::text AS "startDate", (o.end_date + $4::int)::text AS "endDate",
         json_build_object('id', m.id, 'code', m.code, 'name', m.name, 'credits', m.credits) AS module,
         json_build_object('startDate', o.start_date, 'endDate', o.end_date) AS "fromDays",
         CASE WHEN n.is_active THEN json_build_object('id', n.id, 'startDate', n.start_date, 'endDate', n.end_date) END
           AS existing,
         CASE WHEN n.id IS NOT NULL THEN 'exists'
              WHEN m.is_active AND h.is_active AND d.is_active AND c.is_active AND coalesce(k.is_active, true)
              THEN 'created' ELSE 'archived' END AS outcome,
         (SELECT f.id FROM course_assignments a JOIN course_facilitators f ON f.id = a.facilitator_id
          WHERE a.offering_id = o.id AND NOT a.is_substitute AND f.is_active
            AND daterange(a.start_date, a.end_date, '[]') @> o.end_date) AS "facilitatorId"
       FROM course_classes c JOIN course_offerings o ON o.class_id = c.id AND o.is_active
       JOIN course_modules m ON m.id = o.module_id
       JOIN course_cohorts h ON h.id = o.cohort_id
       JOIN course_modes d ON d.id = o.mode_id
       LEFT JOIN course_classes k ON k.trimester_id = $3 AND k.name = c.name
       LEFT JOIN course_offerings n
         ON n.module_id = o.module_id AND n.class_id = k.id AND n.cohort_id = o.cohort_id AND n.mode_id = o.mode_id
       WHERE c.trimester_id = $2 AND c.organization_id = $1
       ORDER BY m.code, c.name, o.id LIMIT $5`,
      [organizationId, fromId, toId, days, most],
    );
  }

  /** @returns ids of the classes that are new */
  async addClasses({ organizationId, toId }: Copy, names: readonly string[]): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'course_term_copy_classes',
      `INSERT INTO course_classes (organization_id, trimester_id, name) SELECT $1, $2, n FROM unnest($3::text[]) AS n
       RETURNING id`,
      [organizationId, toId, names],
    );
    return rows.map(({ id }) => id);
  }

  /** @returns new ids by those that they are copies of @throws QueryFailedError for what is offered already (offering_exists) */
  async addOfferings(
    { organizationId, toId, days }: Copy,
    planned: readonly Pick<PlannedOffering, 'fromId' | 'facilitatorId'>[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await this.sql.query<{ id: string; fromId: string }>(
      'course_term_copy_offerings',
      `WITH wanted AS MATERIALIZED (
         SELECT uuidv4() AS id, o.id AS from_id, p.facilitator_id, o.module_id, k.id AS class_id, o.cohort_id, o.mode_id,
                o.intake_id, t.number, o.start_date + $3::int AS start_date, o.end_date + $3::int AS end_date, o.max_students
         FROM unnest($4::uuid[], $5::uuid[]) AS p (from_id, facilitator_id)
         JOIN course_offerings o ON o.id = p.from_id
         JOIN course_classes c ON c.id = o.class_id
         JOIN course_classes k ON k.trimester_id = $2 AND k.name = c.name
         JOIN academic_sessions t ON t.id = $2),
       made AS (
         INSERT INTO course_offerings (id, organization_id, module_id, class_id, cohort_id, mode_id, intake_id, trimester,
                                       start_date, end_date, max_students)
         SELECT id, $1, module_id, class_id, cohort_id, mode_id, intake_id, number, start_date, end_date, max_students
         FROM wanted),
       taught AS (
         INSERT INTO course_assignments (offering_id, facilitator_id)
         SELECT id, facilitator_id FROM wanted WHERE facilitator_id IS NOT NULL)
       SELECT id, from_id AS "fromId" FROM wanted`,
      [
        ...[organizationId, toId, days],
        planned.map(({ fromId }) => fromId),
        planned.map(({ facilitatorId }) => facilitatorId),
      ],
    );
    return new Map(rows.map(({ id, fromId }) => [fromId, id]));
  }
}
