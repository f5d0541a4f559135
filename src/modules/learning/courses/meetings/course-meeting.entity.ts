import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * A meeting of one or more offerings: a booking, which says when, where, by whom and whether it takes place
 * (adr/0064). Whose meeting it is stands in `course_meeting_offerings`.
 */
@Entity('course_meetings')
@Unique('course_meetings_booking_key', ['bookingId'])
@Index('course_meetings_organization', ['organizationId'])
@Index('course_meetings_set', ['setId'])
export class CourseMeeting {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_meetings_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'course_meetings_booking_fkey' })
  @Column({ type: 'uuid' })
  bookingId: string;
  /** The same for meetings that were made by one rule. */
  @Column({ type: 'uuid' }) setId: string;
  /** Whether whoever is assigned on its day hosts it, and another one when that changes. */
  @Column({ type: 'boolean', default: true }) followsAssignments: boolean;
  /** When it was to begin; the booking says when it does. */
  @TimestampColumn() plannedStart: Date;
  @CreatedAtColumn() createdAt: Date;
}
