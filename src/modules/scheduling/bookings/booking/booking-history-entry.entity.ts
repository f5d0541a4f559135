import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, JsonColumn } from '../../../../infra/database/columns.js';
import type { BookingHistoryAction } from './booking.rules.js';

/** Audit log of a booking: append-only, written in the transaction of the change. */
@Entity('booking_history')
@Index('booking_history_booking', ['bookingId', 'createdAt', 'id'])
@Index('booking_history_actor', ['actorId'])
export class BookingHistoryEntry {
  @IdColumn() id: string;
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'booking_history_booking_fkey' })
  @Column({ type: 'uuid' })
  bookingId: string;
  /** Null for guests, who have no account, and for automatic changes. */
  @ForeignKey('User', { name: 'booking_history_actor_fkey' })
  @Column({ type: 'uuid', nullable: true })
  actorId: string | null;
  @Column({ type: 'varchar', length: 30 }) action: BookingHistoryAction;
  @JsonColumn({ default: () => `'{}'` }) changes: object;
  @Column({ type: 'varchar', length: 500, nullable: true }) reason: string | null;
  @CreatedAtColumn() createdAt: Date;
}
