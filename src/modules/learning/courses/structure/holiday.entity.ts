import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import type { StructureRow } from './structure-kind.js';

/** Days on which nothing is taught: no log is expected of a week that has no other. */
@Entity('course_holidays')
@Index('course_holidays_listed', ['organizationId', 'name', 'id'])
@Index('course_holidays_days', ['organizationId', 'startDate'])
@Check('course_holidays_dates_check', 'end_date >= start_date')
export class CourseHoliday implements StructureRow {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_holidays_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @Column({ type: 'varchar', length: 100 }) name: string;
  @Column({ type: 'date' }) startDate: string;
  /** The last day. */
  @Column({ type: 'date' }) endDate: string;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
