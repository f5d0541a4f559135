import { Check, Column, Entity, ForeignKey, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * A shared slot (seats): several people have a booking each. It owns the claims, so that the host's time is claimed
 * once, and exists as long as a seat is taken.
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
  /** All hosts; the first is the organizer of its bookings. */
  @Column({ type: 'uuid', array: true }) hostIds: string[];
  @TimestampColumn() startsAt: Date;
  @TimestampColumn() endsAt: Date;
  /** Seats of the event type when it was opened. */
  @Column({ type: 'int' }) capacity: number;
  @Column({ type: 'int' }) taken: number;
  /** Local date for the limits. */
  @Column({ type: 'date' }) countedOn: string;
  @CreatedAtColumn() createdAt: Date;
}
