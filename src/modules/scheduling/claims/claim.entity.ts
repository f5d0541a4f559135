import { Check, Column, Entity, Exclusion, ForeignKey, Index } from 'typeorm';
import { IdColumn, TimestampColumn } from '../../../infra/database/columns.js';

/**
 * Claimed time of a bookable. The two exclusion constraints guarantee that nothing is booked twice: cores of one lane
 * never overlap, and a core never overlaps a buffer; adjacent buffers may overlap. With a capacity above 1 claims have
 * no lane, which exempts them from the constraints: they are counted by the statement that inserts them, under locks
 * (`AvailabilityApi.lock`).
 */
@Entity('claims')
@Exclusion('claims_core_core', 'USING gist (bookable_id WITH =, lane WITH =, during WITH &&) WHERE (kind = 0)')
@Exclusion('claims_core_buffer', 'USING gist (bookable_id WITH =, lane WITH =, kind WITH <>, during WITH &&)')
@Check('claims_during_check', 'NOT isempty(during)')
@Check('claims_kind_check', 'kind IN (0, 1)')
@Check('claims_purpose_check', 'num_nonnulls(booking_id, hold_id, seating_id) <= 1')
@Index('claims_booking', ['bookingId'])
@Index('claims_hold', ['holdId'], { where: 'hold_id IS NOT NULL' })
@Index('claims_seating', ['seatingId'], { where: 'seating_id IS NOT NULL' })
export class Claim {
  @IdColumn() id: string;
  /** Copied from the booking; without a foreign key, which saves a check on each insert. */
  @Column({ type: 'uuid', nullable: true }) organizationId: string | null;
  @ForeignKey('Bookable', { onDelete: 'CASCADE', name: 'claims_bookable_fkey' })
  @Column({ type: 'uuid' })
  bookableId: string;
  /** 0: exclusive (capacity 1). Null: counted against the capacity. */
  @Column({ type: 'int', nullable: true, default: 0 }) lane: number | null;
  /** 0: the booked time itself (core); 1: the time kept free around it (buffer). */
  @Column({ type: 'smallint', default: 0 }) kind: number;
  /** Deferred, because one statement inserts the claim first, and the booking only when the claim succeeded. */
  @ForeignKey('Booking', { onDelete: 'CASCADE', deferrable: 'INITIALLY DEFERRED', name: 'claims_booking_fkey' })
  @Column({ type: 'uuid', nullable: true })
  bookingId: string | null;
  @ForeignKey('Hold', { onDelete: 'CASCADE', deferrable: 'INITIALLY DEFERRED', name: 'claims_hold_fkey' })
  @Column({ type: 'uuid', nullable: true })
  holdId: string | null;
  /** A slot that several bookings share. */
  @ForeignKey('Seating', { onDelete: 'CASCADE', name: 'claims_seating_fkey' })
  @Column({ type: 'uuid', nullable: true })
  seatingId: string | null;
  /** After it, whoever needs the time may delete the claim (`hasExpired`). Null: until it is released. */
  @TimestampColumn({ nullable: true }) expiresAt: Date | null;
  /** Half-open: 10:00-11:00 and 11:00-12:00 do not overlap. */
  @Column({ type: 'tstzrange' }) during: string;
}
