import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';

/** What an institution has set for its courses; without a row it is as usual. */
@Entity('course_settings')
export class CourseSettings {
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_settings_organization_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  organizationId: string;
  /** Where its days begin and end. */
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  @RowVersionColumn() version: number;
  @UpdatedAtColumn() updatedAt: Date;
}
