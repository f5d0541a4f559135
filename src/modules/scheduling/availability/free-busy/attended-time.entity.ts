import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * When somebody attends a booking that claims nothing of their time. Advice, as what external calendars say: whoever
 * invites a person takes nothing from them that they might have given to others. Triggers on bookings and their attendees
 * write it, so that no statement can forget to.
 */
@Entity('attended_times')
@Index('attended_times_during', ['userId', 'during'], { spatial: true })
export class AttendedTime {
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'attended_times_booking_fkey' })
  @PrimaryColumn('uuid')
  bookingId: string;
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'attended_times_user_fkey' })
  @PrimaryColumn('uuid')
  userId: string;
  /** Whose invitation it is. */
  @Column({ type: 'uuid' }) organizerId: string;
  /** Whether the person accepted it, or booked it themselves. */
  @Column({ type: 'boolean' }) isAgreed: boolean;
  @Column({ type: 'tstzrange' }) during: string;
}
