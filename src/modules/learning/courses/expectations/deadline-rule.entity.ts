import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import {
  CreatedAtColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import { ESCALATION_DAYS, GRACE_HOURS } from './expectation.rules.js';

/** When the weekly logs of an organization are due. Without one nothing is expected. */
@Entity('course_deadline_rules')
@Check('course_deadline_rules_weekday_check', 'weekday BETWEEN 1 AND 7')
@Check('course_deadline_rules_weeks_check', 'weeks_after BETWEEN 0 AND 1')
@Check('course_deadline_rules_grace_check', `grace_hours BETWEEN ${GRACE_HOURS.min} AND ${GRACE_HOURS.max}`)
@Check(
  'course_deadline_rules_escalation_check',
  `escalation_days BETWEEN ${ESCALATION_DAYS.min} AND ${ESCALATION_DAYS.max}`,
)
export class CourseDeadlineRule {
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_deadline_rules_organization_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  organizationId: string;
  /** ISO 8601: Monday is 1. */
  @Column({ type: 'int' }) weekday: number;
  /** 0: of the week itself; 1: of the one after. */
  @Column({ type: 'int', default: 0 }) weeksAfter: number;
  /** `23:59` */
  @Column({ type: 'varchar', length: 5 }) time: string;
  /** How long after it a log is not yet late. */
  @Column({ type: 'int', default: 0 }) graceHours: number;
  /** How long before it facilitators are reminded. */
  @Column({ type: 'int', array: true, default: () => `'{}'` }) reminderHours: number[];
  /** After how many days those who manage the courses are told again; null for never. */
  @Column({ type: 'int', nullable: true }) escalationDays: number | null;
  /** When those who manage the courses had their digest last. */
  @TimestampColumn({ nullable: true }) digestedAt: Date | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
