import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';

/** A slot that is reserved for somebody who is about to book it. It counts like a booking until it expires. */
@Entity('holds')
@Index('holds_event_type_expires', ['eventTypeId', 'expiresAt'])
@Index('holds_expires', ['expiresAt'])
@Index('holds_seating', ['seatingId'], { where: 'seating_id IS NOT NULL' })
@Index('holds_guest_network', ['eventTypeId', 'guestNetwork'], { where: 'guest_network IS NOT NULL' })
@Check('holds_period_check', 'ends_at > starts_at')
@Check('holds_seats_check', 'seats >= 1')
@Check('holds_claim_count_check', 'claim_count >= 0')
export class Hold {
  @IdColumn() id: string;
  @ForeignKey('EventType', { onDelete: 'CASCADE', name: 'holds_event_type_fkey' })
  @Column({ type: 'uuid' })
  eventTypeId: string;
  /** The first is to be the organizer. */
  @Column({ type: 'uuid', array: true }) hostIds: string[];
  @TimestampColumn() startsAt: Date;
  @TimestampColumn() endsAt: Date;
  @Column({ type: 'int', default: 1 }) seats: number;
  @ForeignKey('Seating', { name: 'holds_seating_fkey' })
  @Column({ type: 'uuid', nullable: true })
  seatingId: string | null;
  /** Number of its claims. When some are gone, somebody took the time after it had expired. */
  @Column({ type: 'int' }) claimCount: number;
  /** Local date for the limits. */
  @Column({ type: 'date' }) countedOn: string;
  /** Null for guests: whoever knows the id of the hold may use it. */
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'holds_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  /** Keyed hash of a guest's network; null for people with an account. */
  @Column({ type: 'char', length: 64, nullable: true }) guestNetwork: string | null;
  @TimestampColumn() expiresAt: Date;
  @Column({ type: 'boolean', default: false }) isExtended: boolean;
  /** Of an offer of the waitlist, which its entry shows and ends. */
  @Column({ type: 'boolean', default: false }) isOffer: boolean;
  @CreatedAtColumn() createdAt: Date;
}
