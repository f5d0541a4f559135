import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_EXTERNAL_ID } from '../external-id.js';

/** Bounds of `maxStudents`. */
export const STUDENTS = { min: 1, max: 100 } as const;

/**
 * One time that a module is taught: to a class and a cohort, in a mode. Aggregate root: its row lock serializes changes of
 * its settings, of who teaches and of who is enrolled. What filters look for stands in it, although it follows from class
 * and cohort, which keep their trimester and their intake for good.
 */
@Entity('course_offerings')
@Unique('course_offerings_key', ['moduleId', 'classId', 'cohortId', 'modeId'])
@Unique('course_offerings_external_key', ['organizationId', 'externalId'])
@Index('course_offerings_listed', ['organizationId', 'startDate', 'id'])
@Index('course_offerings_archived', ['organizationId', 'startDate', 'id'], { where: 'NOT is_active' })
@Index('course_offerings_trimester', ['organizationId', 'trimester', 'startDate', 'id'])
@Index('course_offerings_module', ['moduleId', 'startDate', 'id'])
@Index('course_offerings_cohort', ['cohortId', 'startDate', 'id'])
@Index('course_offerings_intake', ['intakeId', 'startDate', 'id'])
@Index('course_offerings_mode', ['modeId', 'startDate', 'id'])
@Check('course_offerings_dates_check', 'end_date > start_date')
@Check('course_offerings_students_check', `max_students BETWEEN ${STUDENTS.min} AND ${STUDENTS.max}`)
@Check(
  'course_offerings_capacity_check',
  'enrolled_count >= 0 AND (max_students IS NULL OR enrolled_count <= max_students)',
)
export class CourseOffering {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_offerings_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @ForeignKey('CourseModule', { name: 'course_offerings_module_fkey' })
  @Column({ type: 'uuid' })
  moduleId: string;
  @ForeignKey('CourseClass', { name: 'course_offerings_class_fkey' })
  @Column({ type: 'uuid' })
  classId: string;
  @ForeignKey('CourseCohort', { name: 'course_offerings_cohort_fkey' })
  @Column({ type: 'uuid' })
  cohortId: string;
  @ForeignKey('CourseMode', { name: 'course_offerings_mode_fkey' })
  @Column({ type: 'uuid' })
  modeId: string;
  /** Of the cohort. */
  @ForeignKey('CourseIntake', { name: 'course_offerings_intake_fkey' })
  @Column({ type: 'uuid' })
  intakeId: string;
  /** Of the class: the number within its year. */
  @Column({ type: 'int' }) trimester: number;
  @Column({ type: 'date' }) startDate: string;
  /** The last day. */
  @Column({ type: 'date' }) endDate: string;
  @Column({ type: 'int', nullable: true }) maxStudents: number | null;
  /** Enrolments that are not withdrawn, counted in the statement that makes or ends one. */
  @Column({ type: 'int', default: 0 }) enrolledCount: number;
  @Column({ type: 'varchar', length: LONGEST_EXTERNAL_ID, nullable: true }) externalId: string | null;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
