import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import type { StructureRow } from './structure-kind.js';

/** How a course is held: online, in person, hybrid. */
@Entity('course_modes')
@Unique('course_modes_name_key', ['organizationId', 'name'])
@Index('course_modes_listed', ['organizationId', 'name', 'id'])
export class CourseMode implements StructureRow {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_modes_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** Compared in any case. */
  @Column({ type: 'citext' }) name: string;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
