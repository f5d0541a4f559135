import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';

/** Former link of a booking: leads to an offer to send the valid one. Kept until the booking ends. */
@Entity('booking_replaced_links')
@Index('booking_replaced_links_booking', ['bookingId'])
@Index('booking_replaced_links_user', ['userId'])
export class ReplacedLink {
  /** SHA-256 of the secret. */
  @PrimaryColumn({ type: 'char', length: 64 })
  hash: string;
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'booking_replaced_links_booking_fkey' })
  @Column('uuid')
  bookingId: string;
  /** The host whose link it was; null for the booker's. */
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'booking_replaced_links_user_fkey' })
  @Column('uuid', { nullable: true })
  userId: string | null;
  @CreatedAtColumn() createdAt: Date;
}
