import { Check, Column, Entity, Exclusion, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';

/** Who teaches an offering when; a substitute stands in for whoever is assigned on these days. */
@Entity('course_assignments')
@Index('course_assignments_listed', ['offeringId', 'createdAt', 'id'])
@Index('course_assignments_facilitator', ['facilitatorId', 'offeringId'])
@Check('course_assignments_dates_check', 'end_date >= start_date')
@Exclusion(
  'course_assignments_excl',
  `USING gist (offering_id WITH =, (is_substitute::int) WITH =, daterange(start_date, end_date, '[]') WITH &&)`,
)
export class CourseAssignment {
  @IdColumn() id: string;
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'course_assignments_offering_fkey' })
  @Column({ type: 'uuid' })
  offeringId: string;
  @ForeignKey('CourseFacilitator', { onDelete: 'CASCADE', name: 'course_assignments_facilitator_fkey' })
  @Column({ type: 'uuid' })
  facilitatorId: string;
  @Column({ type: 'boolean', default: false }) isSubstitute: boolean;
  /** Null from the beginning of the offering. */
  @Column({ type: 'date', nullable: true }) startDate: string | null;
  /** The last day; null to the end of the offering. */
  @Column({ type: 'date', nullable: true }) endDate: string | null;
  @CreatedAtColumn() createdAt: Date;
  /** A trigger sets it, whatever changes the row. */
  @UpdatedAtColumn() updatedAt: Date;
}
