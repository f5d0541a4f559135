import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_EXTERNAL_ID } from '../external-id.js';
import type { StructureRow } from './structure-kind.js';

/** A section of one trimester, such as A1. */
@Entity('course_classes')
@Unique('course_classes_name_key', ['trimesterId', 'name'])
@Unique('course_classes_external_key', ['organizationId', 'externalId'])
@Index('course_classes_listed', ['organizationId', 'name', 'id'])
export class CourseClass implements StructureRow {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_classes_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @ForeignKey('AcademicSession', { name: 'course_classes_trimester_fkey' })
  @Column({ type: 'uuid' })
  trimesterId: string;
  /** Compared in any case. */
  @Column({ type: 'citext' }) name: string;
  @Column({ type: 'varchar', length: LONGEST_EXTERNAL_ID, nullable: true }) externalId: string | null;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
