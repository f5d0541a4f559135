import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import { DUTY_STATUSES, type DutyStatus, LOG_STATES, type LogState, WEEKS } from './log.rules.js';

const listed = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');
const STATUSES = listed(DUTY_STATUSES);

/** SQL: one of the six duties has this status. */
export const anyDutyIs = (status: DutyStatus) =>
  `'${status}' IN (formative_one_grading, formative_two_grading, summative_grading, course_moderation, intranet_sync, grade_book_status)`;

const LISTED = ['organizationId', 'createdAt', 'id'];

/** What happened in one week of an offering, as whoever teaches it tells. */
@Entity('activity_trackers')
@Unique('activity_trackers_week_key', ['allocationId', 'weekNumber'])
@Index('activity_trackers_listed', LISTED)
@Index('activity_trackers_any_done', LISTED, { where: anyDutyIs('Done') })
@Index('activity_trackers_any_pending', LISTED, { where: anyDutyIs('Pending') })
@Index('activity_trackers_any_not_started', LISTED, { where: anyDutyIs('Not Started') })
@Index('activity_trackers_state', ['organizationId', 'state', 'createdAt', 'id'])
@Index('activity_trackers_week', ['organizationId', 'weekNumber', 'createdAt', 'id'])
@Index('activity_trackers_formative_one', ['organizationId', 'formativeOneGrading', 'createdAt', 'id'])
@Index('activity_trackers_formative_two', ['organizationId', 'formativeTwoGrading', 'createdAt', 'id'])
@Index('activity_trackers_summative', ['organizationId', 'summativeGrading', 'createdAt', 'id'])
@Index('activity_trackers_moderation', ['organizationId', 'courseModeration', 'createdAt', 'id'])
@Index('activity_trackers_sync', ['organizationId', 'intranetSync', 'createdAt', 'id'])
@Index('activity_trackers_grade_book', ['organizationId', 'gradeBookStatus', 'createdAt', 'id'])
@Index('activity_trackers_facilitator', ['facilitatorId', 'createdAt', 'id'])
@Check('activity_trackers_week_check', `week_number BETWEEN ${WEEKS.min} AND ${WEEKS.max}`)
@Check('activity_trackers_state_check', `state IN (${listed(LOG_STATES)})`)
@Check('activity_trackers_formative_one_check', `formative_one_grading IN (${STATUSES})`)
@Check('activity_trackers_formative_two_check', `formative_two_grading IN (${STATUSES})`)
@Check('activity_trackers_summative_check', `summative_grading IN (${STATUSES})`)
@Check('activity_trackers_moderation_check', `course_moderation IN (${STATUSES})`)
@Check('activity_trackers_sync_check', `intranet_sync IN (${STATUSES})`)
@Check('activity_trackers_grade_book_check', `grade_book_status IN (${STATUSES})`)
@Check('activity_trackers_submitted_check', `(state = 'draft') = (submitted_at IS NULL)`)
export class ActivityTracker {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'activity_trackers_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** The offering. */
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'activity_trackers_offering_fkey' })
  @Column({ type: 'uuid' })
  allocationId: string;
  @Column({ type: 'int' }) weekNumber: number;
  /** Who wrote it last of those who teach it in its week; null while only managers did. */
  @ForeignKey('CourseFacilitator', { onDelete: 'CASCADE', name: 'activity_trackers_facilitator_fkey' })
  @Column({ type: 'uuid', nullable: true })
  facilitatorId: string | null;
  /** Of each meeting, whether it took place. */
  @Column({ type: 'boolean', array: true, default: '{}' }) attendance: boolean[];
  @Column({ type: 'varchar', length: 20, default: 'Not Started' }) formativeOneGrading: DutyStatus;
  @Column({ type: 'varchar', length: 20, default: 'Not Started' }) formativeTwoGrading: DutyStatus;
  @Column({ type: 'varchar', length: 20, default: 'Not Started' }) summativeGrading: DutyStatus;
  @Column({ type: 'varchar', length: 20, default: 'Not Started' }) courseModeration: DutyStatus;
  @Column({ type: 'varchar', length: 20, default: 'Not Started' }) intranetSync: DutyStatus;
  @Column({ type: 'varchar', length: 20, default: 'Not Started' }) gradeBookStatus: DutyStatus;
  @Column({ type: 'varchar', length: 2000, nullable: true }) notes: string | null;
  @Column({ type: 'varchar', length: 20 }) state: LogState;
  @TimestampColumn({ nullable: true }) submittedAt: Date | null;
  /** Why a manager returned it last. */
  @Column({ type: 'varchar', length: 1000, nullable: true }) returnNote: string | null;
  @ForeignKey('User', { name: 'activity_trackers_returner_fkey' })
  @Column({ type: 'uuid', nullable: true })
  returnedBy: string | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
