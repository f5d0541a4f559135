import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { CreatedAtColumn, TimestampColumn } from '../../../../infra/database/columns.js';

/** Lets whoever booked without an account see, move and cancel that one booking. Replaced whenever it moves. */
@Entity('booking_links')
@Unique('booking_links_hash_key', ['hash'])
export class BookingLink {
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'booking_links_booking_fkey' })
  @PrimaryColumn('uuid')
  bookingId: string;
  /** SHA-256 of the secret, by which it is found. */
  @Column({ type: 'char', length: 64 }) hash: string;
  /** The secret, encrypted: the worker writes it into e-mails. */
  @Column({ type: 'text' }) sealedSecret: string;
  @TimestampColumn() expiresAt: Date;
  @CreatedAtColumn() createdAt: Date;
}
