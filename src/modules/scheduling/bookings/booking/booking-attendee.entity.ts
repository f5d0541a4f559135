import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../../infra/database/columns.js';
import type { AttendeeRole, AttendeeStatus } from './booking.rules.js';

/**
 * An attendee: an account (name and address are the account's), an address, or an erased person. With both, the
 * attendee was invited by address: until the owner accepts, others see the given name and address, and not the account.
 */
@Entity('booking_attendees')
@Unique('booking_attendees_user_key', ['bookingId', 'userId'])
@Unique('booking_attendees_email_key', ['bookingId', 'email'])
@Index('booking_attendees_user', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('booking_attendees_email', ['email'], { where: 'email IS NOT NULL' })
@Check('booking_attendees_role_check', `role IN ('attendee', 'booker', 'host')`)
@Check('booking_attendees_status_check', `status IN ('needs_action', 'accepted', 'declined')`)
export class BookingAttendee {
  @IdColumn() id: string;
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'booking_attendees_booking_fkey' })
  @Column({ type: 'uuid' })
  bookingId: string;
  @ForeignKey('User', { name: 'booking_attendees_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  @Column({ type: 'citext', nullable: true }) email: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true }) name: string | null;
  @Column({ type: 'varchar', length: 20, default: 'needs_action' }) status: AttendeeStatus;
  @Column({ type: 'varchar', length: 20, default: 'attendee' }) role: AttendeeRole;
  /** Null until attendance is recorded. */
  @Column({ type: 'boolean', nullable: true }) isAbsent: boolean | null;
  @CreatedAtColumn() createdAt: Date;
}
