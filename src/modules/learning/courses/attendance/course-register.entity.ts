import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { MOST_MEETINGS, WEEKS } from '../logs/log.rules.js';

/** The register of one meeting of an offering: who came stands in its records. */
@Entity('course_registers')
@Unique('course_registers_meeting_key', ['offeringId', 'weekNumber', 'meetingNumber'])
@Index('course_registers_listed', ['offeringId', 'createdAt', 'id'])
@Check('course_registers_week_check', `week_number BETWEEN ${WEEKS.min} AND ${WEEKS.max}`)
@Check('course_registers_meeting_check', `meeting_number BETWEEN 1 AND ${MOST_MEETINGS}`)
export class CourseRegister {
  @IdColumn() id: string;
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'course_registers_offering_fkey' })
  @Column({ type: 'uuid' })
  offeringId: string;
  @Column({ type: 'int' }) weekNumber: number;
  /** Within its week, from 1 on. */
  @Column({ type: 'int' }) meetingNumber: number;
  @Column({ type: 'date' }) heldOn: string;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
