import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import { type AssignmentQueryDto, DEFAULT_ASSIGNMENT_SORT } from './assignment.dto.js';
import { CourseAssignment } from './assignment.entity.js';

type NewAssignment = Pick<CourseAssignment, 'offeringId' | 'facilitatorId' | 'isSubstitute' | 'startDate' | 'endDate'>;

/** Who teaches when. Changes are made under the row lock of the offering. */
@Injectable()
export class AssignmentsRepository {
  constructor(
    @InjectRepository(CourseAssignment) private readonly assignments: Repository<CourseAssignment>,
    private readonly sql: Sql,
  ) {}

  /** @throws QueryFailedError for days that are assigned (assignment_overlaps) */
  insert(assignment: NewAssignment): Promise<CourseAssignment> {
    return this.assignments.save(this.assignments.create(assignment));
  }

  find(offeringId: string, id: string): Promise<CourseAssignment | null> {
    return this.assignments.findOneBy({ offeringId, id });
  }

  list(offeringId: string, query: AssignmentQueryDto): Promise<Page<CourseAssignment>> {
    return paginate(
      this.assignments.createQueryBuilder('assignment').where({ offeringId }),
      query,
      DEFAULT_ASSIGNMENT_SORT,
    );
  }

  async delete({ id }: CourseAssignment): Promise<void> {
    await this.assignments.delete({ id });
  }

  /** Who is assigned on a day, substitutes aside. */
  async assignedOn(offeringId: string, day: string): Promise<string | null> {
    const [row] = await this.sql.query<{ facilitatorId: string }>(
      'course_assigned_on',
      `SELECT facilitator_id AS "facilitatorId" FROM course_assignments
       WHERE offering_id = $1 AND NOT is_substitute AND daterange(start_date, end_date, '[]') @> $2::date`,
      [offeringId, day],
    );
    return row?.facilitatorId ?? null;
  }

  /** For which a person is or was assigned, with a profile in use. */
  daysOf(userId: string, offeringId: string): Promise<Pick<CourseAssignment, 'startDate' | 'endDate'>[]> {
    return this.sql.query(
      'course_assigned_days',
      `SELECT a.start_date::text AS "startDate", a.end_date::text AS "endDate"
       FROM course_assignments a JOIN course_facilitators f ON f.id = a.facilitator_id
       WHERE a.offering_id = $2 AND f.user_id = $1 AND f.is_active`,
      [userId, offeringId],
    );
  }

  /** Ends what people teach the day before, and takes back what they would. @returns ids of the offerings */
  async endOf(facilitatorIds: readonly string[], day: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'course_assignments_end_of',
      `WITH ending AS (
         SELECT a.id, a.offering_id, greatest(a.start_date, o.start_date) < $2::date AS has_begun
         FROM course_assignments a JOIN course_offerings o ON o.id = a.offering_id
         WHERE a.facilitator_id = ANY($1::uuid[]) AND o.end_date >= $2::date AND (a.end_date IS NULL OR a.end_date >= $2::date)),
       later AS (DELETE FROM course_assignments WHERE id IN (SELECT id FROM ending WHERE NOT has_begun)),
       ended AS (
         UPDATE course_assignments SET end_date = $2::date - 1 WHERE id IN (SELECT id FROM ending WHERE has_begun))
       SELECT DISTINCT offering_id AS id FROM ending`,
      [facilitatorIds, day],
    );
    return rows.map(({ id }) => id);
  }

  /** Ends assignments the day before this one, and takes back those that would begin later; substitutes stay. */
  async endBefore(offeringId: string, day: string | null): Promise<void> {
    await this.sql.query(
      'course_assignments_end',
      `WITH later AS (
         DELETE FROM course_assignments
         WHERE offering_id = $1 AND NOT is_substitute AND ($2::date IS NULL OR start_date >= $2::date))
       UPDATE course_assignments SET end_date = $2::date - 1
       WHERE offering_id = $1 AND NOT is_substitute AND $2::date IS NOT NULL
         AND (start_date IS NULL OR start_date < $2::date) AND (end_date IS NULL OR end_date >= $2::date)`,
      [offeringId, day],
    );
  }
}
