import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_EXTERNAL_ID } from '../external-id.js';
import type { StructureRow } from './structure-kind.js';

/** A group of students who began together. */
@Entity('course_cohorts')
@Unique('course_cohorts_name_key', ['intakeId', 'name'])
@Unique('course_cohorts_external_key', ['organizationId', 'externalId'])
@Index('course_cohorts_listed', ['organizationId', 'name', 'id'])
export class CourseCohort implements StructureRow {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_cohorts_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @ForeignKey('CourseIntake', { name: 'course_cohorts_intake_fkey' })
  @Column({ type: 'uuid' })
  intakeId: string;
  /** Compared in any case. */
  @Column({ type: 'citext' }) name: string;
  @Column({ type: 'varchar', length: LONGEST_EXTERNAL_ID, nullable: true }) externalId: string | null;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
