import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * That there was an assignment: whoever follows a roster by its changes has to hear that it is gone. A trigger of
 * `course_assignments` writes it, whatever deletes the row.
 */
@Entity('removed_course_assignments')
@Index('removed_course_assignments_offering', ['offeringId'])
@Index('removed_course_assignments_facilitator', ['facilitatorId'])
export class RemovedCourseAssignment {
  /** Of the assignment. */
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'removed_course_assignments_offering_fkey' })
  @Column({ type: 'uuid' })
  offeringId: string;
  @ForeignKey('CourseFacilitator', { onDelete: 'CASCADE', name: 'removed_course_assignments_facilitator_fkey' })
  @Column({ type: 'uuid' })
  facilitatorId: string;
  @Column({ type: 'boolean' }) isSubstitute: boolean;
  @TimestampColumn({ default: () => 'now()' }) removedAt: Date;
}
