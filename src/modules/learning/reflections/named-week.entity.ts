import { Check, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../../../infra/database/columns.js';
import { WEEKS } from '../courses/courses.api.js';
import { WHOLE_OFFERING } from './reflection.rules.js';

/**
 * A week of an offering, or all of it, of which names were shown: inserted before they are. No answer without a name is taken
 * for it any more, because it would be that of somebody who is missing among the names.
 */
@Entity('reflection_named_weeks')
@Check('reflection_named_weeks_week_check', `week_number BETWEEN ${WHOLE_OFFERING} AND ${WEEKS.max}`)
export class ReflectionNamedWeek {
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'reflection_named_weeks_offering_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  offeringId: string;
  /** 0 for the offering as a whole. */
  @PrimaryColumn({ type: 'int' }) weekNumber: number;
  @CreatedAtColumn() createdAt: Date;
}
