import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_EXTERNAL_ID } from '../external-id.js';
import type { StructureRow } from './structure-kind.js';

/** Bounds of `credits`. */
export const CREDITS = { min: 0, max: 1000 } as const;

/** What is taught, such as CS101; an offering is one time that it is taught. */
@Entity('course_modules')
@Unique('course_modules_code_key', ['organizationId', 'code'])
@Unique('course_modules_external_key', ['organizationId', 'externalId'])
@Check('course_modules_credits_check', `credits BETWEEN ${CREDITS.min} AND ${CREDITS.max}`)
@Index('course_modules_listed', ['organizationId', 'name', 'id'])
export class CourseModule implements StructureRow {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_modules_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** Compared in any case. */
  @Column({ type: 'citext' }) code: string;
  @Column({ type: 'varchar', length: 100 }) name: string;
  @Column({ type: 'int', default: 0 }) credits: number;
  @Column({ type: 'varchar', length: LONGEST_EXTERNAL_ID, nullable: true }) externalId: string | null;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
