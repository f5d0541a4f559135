import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';

/**
 * Bearer link of one host, to see, decide and cancel the booking from e-mails. Valid until the booking ends, while the
 * person hosts it and has the address that it was sent to.
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
  /** Address that it was sent to. */
  @Column({ type: 'citext' }) email: string;
  /** SHA-256 of the secret, for look-up. */
  @Column({ type: 'char', length: 64 }) hash: string;
  /** The secret, encrypted: the worker needs it for every e-mail about the booking. */
  @Column({ type: 'text' }) sealedSecret: string;
  @CreatedAtColumn() createdAt: Date;
}
