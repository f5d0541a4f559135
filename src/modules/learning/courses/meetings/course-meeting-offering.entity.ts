import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An offering that meets in a meeting; several share one on purpose, and then one room and one host. */
@Entity('course_meeting_offerings')
@Index('course_meeting_offerings_offering', ['offeringId', 'meetingId'])
export class CourseMeetingOffering {
  @ForeignKey('CourseMeeting', { onDelete: 'CASCADE', name: 'course_meeting_offerings_meeting_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  meetingId: string;
  @ForeignKey('CourseOffering', { onDelete: 'CASCADE', name: 'course_meeting_offerings_offering_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  offeringId: string;
  /** The first one, which the meeting is made for: its assignments say who hosts. */
  @Column({ type: 'boolean', default: false }) isFirst: boolean;
}
