import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';

/** `exempt`: there is none, and none is expected. */
export const SCORE_STATUSES = ['exempt', 'fully graded', 'not submitted', 'partially graded', 'submitted'] as const;
export type ScoreStatus = (typeof SCORE_STATUSES)[number];

/** The grade of a student, as another system says. */
@Entity('oneroster_results')
@Unique('oneroster_results_key', ['organizationId', 'sourcedId'])
@Index('oneroster_results_listed', ['organizationId', 'id'])
@Index('oneroster_results_line_item', ['lineItemId', 'id'])
@Index('oneroster_results_student', ['studentId', 'id'])
@Check(
  'oneroster_results_status_check',
  `score_status IN (${SCORE_STATUSES.map((status) => `'${status}'`).join(', ')})`,
)
export class OneRosterResult {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'oneroster_results_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** What the other system calls it. */
  @Column({ type: 'varchar', length: 255 }) sourcedId: string;
  @ForeignKey('OneRosterLineItem', { onDelete: 'CASCADE', name: 'oneroster_results_line_item_fkey' })
  @Column({ type: 'uuid' })
  lineItemId: string;
  @ForeignKey('CourseStudent', { onDelete: 'CASCADE', name: 'oneroster_results_student_fkey' })
  @Column({ type: 'uuid' })
  studentId: string;
  @Column({ type: 'varchar', length: 20 }) scoreStatus: ScoreStatus;
  @Column({ type: 'double precision', nullable: true }) score: number | null;
  @Column({ type: 'varchar', length: 255, nullable: true }) textScore: string | null;
  @Column({ type: 'date' }) scoreDate: string;
  @Column({ type: 'varchar', length: 2000, nullable: true }) comment: string | null;
  /** It was deleted, and stays without what it said for those who follow changes. */
  @Column({ type: 'boolean', default: false }) isDeleted: boolean;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
