import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import { DEFAULT_ENROLMENT_SORT, type EnrolmentQueryDto } from './enrolment.dto.js';
import { CourseEnrolment } from './enrolment.entity.js';
import { type EnrolmentStatus, takesPlace } from './enrolment.rules.js';

/**
 * Students of offerings. Each change of who takes a place counts in `course_offerings.enrolled_count`, in the same
 * statement; its check constraint keeps the capacity. Changes are made under the row lock of the offering.
 */
@Injectable()
export class EnrolmentsRepository {
  constructor(
    @InjectRepository(CourseEnrolment) private readonly enrolments: Repository<CourseEnrolment>,
    private readonly sql: Sql,
  ) {}

  find(offeringId: string, id: string): Promise<CourseEnrolment | null> {
    return this.enrolments.findOneBy({ offeringId, id });
  }

  findStudent(offeringId: string, studentId: string): Promise<CourseEnrolment | null> {
    return this.enrolments.findOneBy({ offeringId, studentId });
  }

  /** The profile by which a person is enrolled in an offering, and did not withdraw. */
  async studentOf(userId: string, offeringId: string): Promise<string | null> {
    const [row] = await this.sql.query<{ id: string }>(
      'course_student_of',
      `SELECT s.id FROM course_students s JOIN course_enrolments e ON e.student_id = s.id
       WHERE s.user_id = $1 AND e.offering_id = $2 AND e.status <> 'withdrawn'`,
      [userId, offeringId],
    );
    return row?.id ?? null;
  }

  /** As `studentOf`, while the profile is in use; a lock keeps it so until the transaction ends. */
  async lockStudentOf(userId: string, offeringId: string): Promise<string | null> {
    const [row] = await this.sql.query<{ id: string }>(
      'course_student_lock',
      `SELECT s.id FROM course_students s JOIN course_enrolments e ON e.student_id = s.id
       WHERE s.user_id = $1 AND s.is_active AND e.offering_id = $2 AND e.status <> 'withdrawn' FOR SHARE OF s`,
      [userId, offeringId],
    );
    return row?.id ?? null;
  }

  /** Of all who are enrolled or were. */
  async daysIn(offeringId: string): Promise<Pick<CourseEnrolment, 'startDate' | 'endDate' | 'createdAt'>[]> {
    const rows = await this.sql.query<{ startDate: string; endDate: string | null; createdAt: string }>(
      'course_enrolled_days',
      `SELECT start_date::text AS "startDate", end_date::text AS "endDate", created_at AS "createdAt"
       FROM course_enrolments WHERE offering_id = $1`,
      [offeringId],
    );
    return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
  }

  /** @param userId whose enrolments alone are listed; everybody's when it is null */
  list(offeringId: string, userId: string | null, query: EnrolmentQueryDto): Promise<Page<CourseEnrolment>> {
    const list = this.enrolments.createQueryBuilder('enrolment').where({ offeringId });
    if (userId !== null)
      list.andWhere('enrolment.studentId IN (SELECT id FROM course_students WHERE user_id = :userId)', { userId });
    if (query.status !== undefined) list.andWhere('enrolment.status = :status', { status: query.status });
    return paginate(list, query, DEFAULT_ENROLMENT_SORT);
  }

  /** Of a person who leaves: what the system of record calls their enrolments. */
  async forget(userId: string): Promise<void> {
    await this.sql.query(
      'course_enrolments_forget',
      `UPDATE course_enrolments SET external_id = NULL
       WHERE external_id IS NOT NULL AND student_id IN (SELECT id FROM course_students WHERE user_id = $1)`,
      [userId],
    );
  }

  /**
   * Takes a place, for the first time or again; the database lets the last place to one.
   * @throws QueryFailedError when all places are taken (offering_full)
   */
  async enrol(
    offeringId: string,
    studentId: string,
    { startDate, externalId }: Pick<CourseEnrolment, 'startDate' | 'externalId'>,
  ): Promise<void> {
    await this.sql.query(
      'course_enrol',
      `WITH place AS (UPDATE course_offerings SET enrolled_count = enrolled_count + 1 WHERE id = $1)
       INSERT INTO course_enrolments (offering_id, student_id, start_date, external_id) VALUES ($1, $2, $3::date, $4)
       ON CONFLICT ON CONSTRAINT course_enrolments_student_key
       DO UPDATE SET status = 'active', start_date = excluded.start_date, end_date = NULL, ended_with_profile = false,
                     external_id = coalesce(excluded.external_id, course_enrolments.external_id),
                     version = course_enrolments.version + 1, updated_at = now()`,
      [offeringId, studentId, startDate, externalId],
    );
  }

  /** Withdraws students from all that is not over. */
  withdrawOf(
    studentIds: readonly string[],
    day: string,
  ): Promise<{ readonly enrolmentId: string; readonly offeringId: string; readonly studentId: string }[]> {
    return this.sql.query(
      'course_enrolments_withdraw_of',
      `WITH ending AS (
         UPDATE course_enrolments e SET status = 'withdrawn', end_date = greatest($2::date, e.start_date),
                ended_with_profile = true, version = e.version + 1, updated_at = now()
         FROM course_offerings o
         WHERE o.id = e.offering_id AND e.student_id = ANY($1::uuid[]) AND e.status = 'active' AND o.end_date >= $2::date
         RETURNING e.id, e.offering_id, e.student_id),
       freed AS (
         UPDATE course_offerings o SET enrolled_count = o.enrolled_count - f.places
         FROM (SELECT offering_id, count(*) AS places FROM ending GROUP BY offering_id) f WHERE f.offering_id = o.id)
       SELECT id AS "enrolmentId", offering_id AS "offeringId", student_id AS "studentId" FROM ending`,
      [studentIds, day],
    );
  }

  /** @throws QueryFailedError when it takes a place and all are taken (offering_full) */
  async change(
    { id, offeringId, status: before }: CourseEnrolment,
    {
      status,
      startDate,
      endDate,
      externalId,
    }: Pick<CourseEnrolment, 'status' | 'startDate' | 'endDate' | 'externalId'>,
  ): Promise<void> {
    await this.sql.query(
      'course_enrolment_change',
      `WITH changed AS (
         UPDATE course_enrolments SET status = $3::varchar, start_date = $4::date, end_date = $5::date, external_id = $7,
                ended_with_profile = ended_with_profile AND status = $3::varchar, version = version + 1, updated_at = now() WHERE id = $2)
       UPDATE course_offerings SET enrolled_count = enrolled_count + $6 WHERE id = $1`,
      [offeringId, id, status, startDate, endDate, placesOf(status) - placesOf(before), externalId],
    );
  }
}

function placesOf(status: EnrolmentStatus): number {
  return takesPlace(status) ? 1 : 0;
}
