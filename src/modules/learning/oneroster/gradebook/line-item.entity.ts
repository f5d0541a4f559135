import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';

/** What is graded in an offering, as another system says. */
@Entity('oneroster_line_items')
@Unique('oneroster_line_items_key', ['organizationId', 'sourcedId'])
@Index('oneroster_line_items_listed', ['organizationId', 'id'])
@Index('oneroster_line_items_offering', ['offeringId', 'id'])
@Check('oneroster_line_items_values_check', 'result_value_max >= result_value_min')
export class OneRosterLineItem {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'oneroster_line_items_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** What the other system calls it. */
  @Column({ type: 'varchar', length: 255 }) sourcedId: string;
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'oneroster_line_items_offering_fkey' })
  @Column({ type: 'uuid' })
  offeringId: string;
  @Column({ type: 'varchar', length: 1000 }) title: string;
  @Column({ type: 'varchar', length: 5000, nullable: true }) description: string | null;
  @TimestampColumn() assignDate: Date;
  @TimestampColumn() dueDate: Date;
  @Column({ type: 'double precision', nullable: true }) resultValueMin: number | null;
  @Column({ type: 'double precision', nullable: true }) resultValueMax: number | null;
  /** It was deleted, and stays for those who follow changes. */
  @Column({ type: 'boolean', default: false }) isDeleted: boolean;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
