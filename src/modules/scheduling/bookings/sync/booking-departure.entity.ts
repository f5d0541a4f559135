import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';

/**
 * Somebody who organized or attended a booking and does not any more: removed from it, or it was given to another host.
 * Those who follow the changes learn it from here. Triggers write it, so that no statement can forget to.
 */
@Entity('booking_departures')
@Index('booking_departures_created', ['createdAt'])
export class BookingDeparture {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'booking_departures_user_fkey' })
  @PrimaryColumn('uuid')
  userId: string;
  /** Without a foreign key: that the booking is gone is to be told when it was deleted, too. */
  @PrimaryColumn('uuid')
  bookingId: string;
  /** As that of a booking. */
  @Column({ type: 'bigint' }) changedIn: string;
  /** The last time, when it happened several times. */
  @CreatedAtColumn() createdAt: Date;
}
