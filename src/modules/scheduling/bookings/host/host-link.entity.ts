import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';

/**
 * Lets one person who gives a booking see, decide and cancel it from their e-mails. It is worth something until the booking
 * ends, and only while they give it and have the address that it was sent to.
 */
@Entity('booking_host_links')
@Unique('booking_host_links_hash_key', ['hash'])
@Index('booking_host_links_user', ['userId'])
export class HostLink {
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'booking_host_links_booking_fkey' })
  @PrimaryColumn('uuid')
  bookingId: string;
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'booking_host_links_user_fkey' })
  @PrimaryColumn('uuid')
  userId: string;
  /** Where it was sent. */
  @Column({ type: 'citext' }) email: string;
  /** SHA-256 of the secret, by which it is found. */
  @Column({ type: 'char', length: 64 }) hash: string;
  /** The secret, encrypted: the worker writes it into every e-mail about the booking. */
  @Column({ type: 'text' }) sealedSecret: string;
  @CreatedAtColumn() createdAt: Date;
}
