import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';

/**
 * Tombstone for the change feed: the person organized or attended the booking, and was removed, or it was assigned to
 * another host. Written by triggers, so that no statement can omit it.
 */
@Entity('booking_departures')
@Index('booking_departures_created', ['createdAt'])
export class BookingDeparture {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'booking_departures_user_fkey' })
  @PrimaryColumn('uuid')
  userId: string;
  /** No foreign key: the tombstone outlives the booking. */
  @PrimaryColumn('uuid')
  bookingId: string;
  /** Id of the last writing transaction, as in `Booking`. */
  @Column({ type: 'bigint' }) changedIn: string;
  /** Time of the last departure. */
  @CreatedAtColumn() createdAt: Date;
}
