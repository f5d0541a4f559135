import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import type { BookingStatus } from './booking.rules.js';

@Entity('bookings')
@Index('bookings_organizer_start', ['organizerId', 'startsAt', 'id'])
@Index('bookings_organizer_created', ['organizerId', 'createdAt', 'id'])
@Index('bookings_organization_start', ['organizationId', 'startsAt', 'id'], { where: 'organization_id IS NOT NULL' })
@Index('bookings_organizer_changed', ['organizerId', 'changedIn', 'id'])
@Index('bookings_start', ['startsAt', 'id'])
@Index('bookings_created', ['createdAt', 'id'])
@Index('bookings_updated', ['updatedAt', 'id'])
@Index('bookings_status_start', ['status', 'startsAt', 'id'], { where: `status <> 'confirmed'` })
@Index('bookings_organization_created', ['organizationId', 'createdAt', 'id'], { where: 'organization_id IS NOT NULL' })
@Index('bookings_organization_updated', ['organizationId', 'updatedAt', 'id'], { where: 'organization_id IS NOT NULL' })
@Index('bookings_organization_status_start', ['organizationId', 'status', 'startsAt', 'id'], {
  where: `organization_id IS NOT NULL AND status <> 'confirmed'`,
})
// TypeORM cannot express an operator class: USING gin (title gin_trgm_ops).
@Index('bookings_title_trigrams', { synchronize: false })
// Nor the access method: USING gin (bookable_ids).
@Index('bookings_bookable_ids', { synchronize: false })
@Check('bookings_period_check', `ends_at > starts_at AND ends_at <= starts_at + '720:00:00'::interval`)
@Index('bookings_event_type_start', ['eventTypeId', 'startsAt', 'id'], { where: 'event_type_id IS NOT NULL' })
@Index('bookings_seating', ['seatingId'], { where: 'seating_id IS NOT NULL' })
@Check('bookings_status_check', `status IN ('pending', 'confirmed', 'cancelled', 'declined')`)
@Check('bookings_cancelled_check', `(status IN ('cancelled', 'declined')) = (cancelled_at IS NOT NULL)`)
@Check('bookings_event_type_check', '(event_type_id IS NULL) = (counted_on IS NULL)')
@Check('bookings_seats_check', 'seats >= 1')
@Unique('bookings_series_instance_key', ['seriesId', 'recurrenceId'])
@Check('bookings_series_check', '(series_id IS NULL) = (recurrence_id IS NULL)')
@Check('bookings_override_check', 'NOT is_override OR series_id IS NOT NULL')
export class Booking {
  @IdColumn() id: string;
  @ForeignKey('User', { name: 'bookings_organizer_fkey' })
  @Column({ type: 'uuid' })
  organizerId: string;
  @ForeignKey('Organization', { onDelete: 'SET NULL', name: 'bookings_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
  /** Null for ad-hoc bookings. */
  @ForeignKey('EventType', { name: 'bookings_event_type_fkey' })
  @Column({ type: 'uuid', nullable: true })
  eventTypeId: string | null;
  /** The shared slot that has the claims. Null when the booking has its own, and when it has none any more. */
  @ForeignKey('Seating', { onDelete: 'SET NULL', name: 'bookings_seating_fkey' })
  @Column({ type: 'uuid', nullable: true })
  seatingId: string | null;
  @Column({ type: 'int', default: 1 }) seats: number;
  /** The local day that it counts for in the limits of its event type. */
  @Column({ type: 'date', nullable: true }) countedOn: string | null;
  /** To the questions of the event type, by their keys. */
  @JsonColumn({ default: () => `'{}'` }) answers: object;
  /** The rooms and devices that were booked with it; they stay named when it is over. */
  @Column({ type: 'uuid', array: true, default: () => `'{}'` }) bookableIds: string[];
  @Column({ type: 'varchar', length: 200 }) title: string;
  @Column({ type: 'varchar', length: 5000, nullable: true }) description: string | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) location: string | null;
  @TimestampColumn() startsAt: Date;
  @TimestampColumn() endsAt: Date;
  /** IANA name: where the booking was meant to be seen; its start and end are instants. */
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  @Column({ type: 'varchar', length: 20, default: 'confirmed' }) status: BookingStatus;
  @JsonColumn({ default: () => `'{}'` }) metadata: object;
  /** The series that it is an instance of. */
  @ForeignKey('BookingSeries', { name: 'bookings_series_fkey' })
  @Column({ type: 'uuid', nullable: true })
  seriesId: string | null;
  /** The local time that the rule of the series gave it: RECURRENCE-ID of RFC 5545, `20270131T090000`. */
  @Column({ type: 'varchar', length: 16, nullable: true }) recurrenceId: string | null;
  /** Was changed by itself, and does not follow changes of the series any more. */
  @Column({ type: 'boolean', default: false }) isOverride: boolean;
  /** SEQUENCE of RFC 5545: grows when the time or the state changes, and calendars ignore what is older. */
  @Column({ type: 'int', default: 0 }) sequence: number;
  /** SEQUENCE of its series: what calendars are told of the instance counts on from there. */
  @Column({ type: 'int', default: 0 }) seriesSequence: number;
  /** When it was cancelled or declined. */
  @TimestampColumn({ nullable: true }) cancelledAt: Date | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) cancelReason: string | null;
  /**
   * The transaction that changed it last, as a 64-bit id. Those who follow the changes read up to the oldest one that
   * still runs, so none is missed that commits late. A trigger writes it, so that no statement can forget to; whoever
   * changes the attendees touches the booking.
   */
  @Column({ type: 'bigint' }) changedIn: string;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
