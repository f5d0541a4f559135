import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_EXTERNAL_ID } from '../external-id.js';
import type { ProfileRow } from './people-kind.js';

/** Somebody who teaches in an organization. It outlives the membership, because what they taught does. */
@Entity('course_facilitators')
@Unique('course_facilitators_user_key', ['organizationId', 'userId'])
@Unique('course_facilitators_employee_key', ['organizationId', 'employeeId'])
@Unique('course_facilitators_external_key', ['organizationId', 'externalId'])
@Index('course_facilitators_listed', ['organizationId', 'createdAt', 'id'])
@Index('course_facilitators_person', ['userId', 'organizationId'])
// TypeORM cannot express its expressions.
@Index('course_facilitators_trigrams', { synchronize: false })
export class CourseFacilitator implements ProfileRow {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_facilitators_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @ForeignKey('User', { name: 'course_facilitators_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  @Column({ type: 'varchar', length: 200, nullable: true }) specialization: string | null;
  /** Compared in any case. */
  @Column({ type: 'citext', nullable: true }) employeeId: string | null;
  @Column({ type: 'varchar', length: LONGEST_EXTERNAL_ID, nullable: true }) externalId: string | null;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
