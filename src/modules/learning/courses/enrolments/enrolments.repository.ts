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

  /** @param userId whose enrolments alone are listed; everybody's when it is null */
  list(offeringId: string, userId: string | null, query: EnrolmentQueryDto): Promise<Page<CourseEnrolment>> {
    const list = this.enrolments.createQueryBuilder('enrolment').where({ offeringId });
    if (userId !== null)
      list.andWhere('enrolment.studentId IN (SELECT id FROM course_students WHERE user_id = :userId)', { userId });
    if (query.status !== undefined) list.andWhere('enrolment.status = :status', { status: query.status });
    return paginate(list, query, DEFAULT_ENROLMENT_SORT);
  }

  /**
   * Takes a place, for the first time or again; the database lets the last place to one.
   * @throws QueryFailedError when all places are taken (offering_full)
   */
  async enrol(offeringId: string, studentId: string, startDate: string): Promise<void> {
    await this.sql.query(
      'course_enrol',
      `WITH place AS (UPDATE course_offerings SET enrolled_count = enrolled_count + 1 WHERE id = $1)
       INSERT INTO course_enrolments (offering_id, student_id, start_date) VALUES ($1, $2, $3::date)
       ON CONFLICT ON CONSTRAINT course_enrolments_student_key
       DO UPDATE SET status = 'active', start_date = excluded.start_date, end_date = NULL,
                     version = course_enrolments.version + 1, updated_at = now()`,
      [offeringId, studentId, startDate],
    );
  }

  /** @throws QueryFailedError when it takes a place and all are taken (offering_full) */
  async change(
    { id, offeringId, status: before }: CourseEnrolment,
    { status, startDate, endDate }: Pick<CourseEnrolment, 'status' | 'startDate' | 'endDate'>,
  ): Promise<void> {
    await this.sql.query(
      'course_enrolment_change',
      `WITH changed AS (
         UPDATE course_enrolments SET status = $3, start_date = $4::date, end_date = $5::date,
                version = version + 1, updated_at = now() WHERE id = $2)
       UPDATE course_offerings SET enrolled_count = enrolled_count + $6 WHERE id = $1`,
      [offeringId, id, status, startDate, endDate, placesOf(status) - placesOf(before)],
    );
  }
}

function placesOf(status: EnrolmentStatus): number {
  return takesPlace(status) ? 1 : 0;
}
