import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { LONGEST_EXTERNAL_ID } from '../external-id.js';
import type { ProfileRow } from './people-kind.js';

/** Somebody who learns in an organization. It outlives the membership, because what they were enrolled in does. */
@Entity('course_students')
@Unique('course_students_user_key', ['organizationId', 'userId'])
@Unique('course_students_number_key', ['organizationId', 'studentNumber'])
@Unique('course_students_external_key', ['organizationId', 'externalId'])
@Index('course_students_listed', ['organizationId', 'createdAt', 'id'])
@Index('course_students_archived', ['organizationId', 'createdAt', 'id'], { where: 'NOT is_active' })
@Index('course_students_person', ['userId', 'organizationId'])
// TypeORM cannot express its expressions.
@Index('course_students_trigrams', { synchronize: false })
export class CourseStudent implements ProfileRow {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_students_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @ForeignKey('User', { name: 'course_students_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  /** Compared in any case. */
  @Column({ type: 'citext', nullable: true }) studentNumber: string | null;
  @Column({ type: 'varchar', length: LONGEST_EXTERNAL_ID, nullable: true }) externalId: string | null;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
