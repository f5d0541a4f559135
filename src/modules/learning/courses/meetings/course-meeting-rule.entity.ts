import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * The rule that meetings were made by, as it was asked for: copies of a term plan by it. What became of its meetings
 * stands in their bookings.
 */
@Entity('course_meeting_rules')
@Index('course_meeting_rules_organization', ['organizationId'])
export class CourseMeetingRule {
  @PrimaryColumn({ type: 'uuid' }) setId: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'course_meeting_rules_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** RFC 5545, section 3.3.10. */
  @Column({ type: 'varchar', length: 500 }) rrule: string;
  /** DTSTART, of which the rule takes the time of day in the zone. */
  @TimestampColumn() startsAt: Date;
  /** IANA name. */
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  @Column({ type: 'int' }) durationMinutes: number;
  /** From the day after it on everything was cancelled in one step; null: the rule says itself when it ends. */
  @Column({ type: 'date', nullable: true }) lastDay: string | null;
}
