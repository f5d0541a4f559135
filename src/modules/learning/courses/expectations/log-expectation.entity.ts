import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';

const LISTED = ['organizationId', 'dueAt', 'id'];

/** SQL: neither submitted nor waived. */
export const IS_OPEN = 'submitted_at IS NULL AND waived_at IS NULL';
/** SQL: submitted when it was late. */
export const IS_LATE = 'submitted_at > late_at AND waived_at IS NULL';

/** That a week of an offering has its log by a moment. What is not yet due follows every change; what was due stays. */
@Entity('log_expectations')
@Unique('log_expectations_week_key', ['allocationId', 'weekNumber'])
@Index('log_expectations_listed', LISTED)
@Index('log_expectations_week', ['organizationId', 'weekNumber', 'dueAt', 'id'])
@Index('log_expectations_open', LISTED, { where: IS_OPEN })
@Index('log_expectations_due', ['dueAt'], { where: IS_OPEN })
@Index('log_expectations_late', LISTED, { where: IS_LATE })
@Index('log_expectations_waived', LISTED, { where: 'waived_at IS NOT NULL' })
@Index('log_expectations_facilitator', ['facilitatorId', 'dueAt', 'id'])
export class LogExpectation {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'log_expectations_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** The offering. */
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'log_expectations_offering_fkey' })
  @Column({ type: 'uuid' })
  allocationId: string;
  @Column({ type: 'int' }) weekNumber: number;
  @TimestampColumn() dueAt: Date;
  /** `dueAt` and grace. */
  @TimestampColumn() lateAt: Date;
  /** Who owes it: whoever is assigned when it is due; null for those who manage the courses. */
  @ForeignKey('CourseFacilitator', { onDelete: 'SET NULL', name: 'log_expectations_facilitator_fkey' })
  @Column({ type: 'uuid', nullable: true })
  facilitatorId: string | null;
  /** Of the log, when it was submitted first. */
  @TimestampColumn({ nullable: true }) submittedAt: Date | null;
  @TimestampColumn({ nullable: true }) waivedAt: Date | null;
  @ForeignKey('User', { name: 'log_expectations_waiver_fkey' })
  @Column({ type: 'uuid', nullable: true })
  waivedBy: string | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) waiveReason: string | null;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
