import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_EXTERNAL_ID } from '../external-id.js';
import { ENROLMENT_STATUSES, type EnrolmentStatus } from './enrolment.rules.js';

const STATUSES = ENROLMENT_STATUSES.map((status) => `'${status}'`).join(', ');

/** A student in an offering, from a day on. */
@Entity('course_enrolments')
@Unique('course_enrolments_student_key', ['offeringId', 'studentId'])
@Unique('course_enrolments_external_key', ['offeringId', 'externalId'])
@Index('course_enrolments_listed', ['offeringId', 'createdAt', 'id'])
@Index('course_enrolments_student', ['studentId', 'offeringId'])
@Check('course_enrolments_status_check', `status IN (${STATUSES})`)
@Check('course_enrolments_dates_check', 'end_date >= start_date')
@Check('course_enrolments_end_check', `(status = 'active') = (end_date IS NULL)`)
export class CourseEnrolment {
  @IdColumn() id: string;
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'course_enrolments_offering_fkey' })
  @Column({ type: 'uuid' })
  offeringId: string;
  @ForeignKey('CourseStudent', { onDelete: 'CASCADE', name: 'course_enrolments_student_fkey' })
  @Column({ type: 'uuid' })
  studentId: string;
  @Column({ type: 'varchar', length: 20, default: 'active' }) status: EnrolmentStatus;
  @Column({ type: 'date' }) startDate: string;
  /** The last day; null while it is active. */
  @Column({ type: 'date', nullable: true }) endDate: string | null;
  /** Whether it was withdrawn because the profile of its student was archived. */
  @Column({ type: 'boolean', default: false }) endedWithProfile: boolean;
  @Column({ type: 'varchar', length: LONGEST_EXTERNAL_ID, nullable: true }) externalId: string | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
