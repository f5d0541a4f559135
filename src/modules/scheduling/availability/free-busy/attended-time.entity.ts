import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * Busy time of an attendee, whose time the booking does not claim. Advisory, like busy times of external calendars: an
 * invitation must not block time that the person might give to others. Written by triggers on bookings and their
 * attendees, so that no statement can forget to.
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
  /** Organizer of the booking. */
  @Column({ type: 'uuid' }) organizerId: string;
  /** Whether the attendee accepted it, or booked it themselves. */
  @Column({ type: 'boolean' }) isAgreed: boolean;
  @Column({ type: 'tstzrange' }) during: string;
}
