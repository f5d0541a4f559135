import { Check, Column, Entity, ForeignKey, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * A slot that several people share, each with a booking of their own. It has the claims, so that the host's time is
 * taken once, and it exists as long as a seat of it is taken.
 */
@Entity('seatings')
@Unique('seatings_slot_key', ['eventTypeId', 'hostId', 'startsAt', 'endsAt'])
@Check('seatings_period_check', 'ends_at > starts_at')
@Check('seatings_taken_check', 'taken BETWEEN 0 AND capacity')
export class Seating {
  @IdColumn() id: string;
  @ForeignKey('EventType', { name: 'seatings_event_type_fkey' })
  @Column({ type: 'uuid' })
  eventTypeId: string;
  @ForeignKey('Bookable', { name: 'seatings_host_fkey' })
  @Column({ type: 'uuid' })
  hostId: string;
  /** Everybody who gives it; the first is the organizer of its bookings. */
  @Column({ type: 'uuid', array: true }) hostIds: string[];
  @TimestampColumn() startsAt: Date;
  @TimestampColumn() endsAt: Date;
  /** As many seats as the event type had when the first was taken. */
  @Column({ type: 'int' }) capacity: number;
  @Column({ type: 'int' }) taken: number;
  /** The local day that it counts for in the limits. */
  @Column({ type: 'date' }) countedOn: string;
  @CreatedAtColumn() createdAt: Date;
}
