import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import type { StructureRow } from './structure-kind.js';

/** When students begin together; its cohorts are groups of them. */
@Entity('course_intakes')
@Unique('course_intakes_name_key', ['organizationId', 'name'])
@Index('course_intakes_listed', ['organizationId', 'name', 'id'])
export class CourseIntake implements StructureRow {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_intakes_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** Compared in any case. */
  @Column({ type: 'citext' }) name: string;
  @Column({ type: 'date', nullable: true }) startDate: string | null;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
