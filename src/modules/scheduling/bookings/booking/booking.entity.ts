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
@Index('bookings_session', ['sessionId'], { where: 'session_id IS NOT NULL' })
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
  /** Shared slot, which holds the claims. Null when the booking has claims of its own, or none any more. */
  @ForeignKey('Seating', { onDelete: 'SET NULL', name: 'bookings_seating_fkey' })
  @Column({ type: 'uuid', nullable: true })
  seatingId: string | null;
  /** The room that it has; the bookings of a shared slot have one together. */
  @ForeignKey('Session', { onDelete: 'SET NULL', name: 'bookings_session_fkey' })
  @Column({ type: 'uuid', nullable: true })
  sessionId: string | null;
  @Column({ type: 'int', default: 1 }) seats: number;
  /** Local date for the limits of its event type. */
  @Column({ type: 'date', nullable: true }) countedOn: string | null;
  /** Answers to the questions of the event type, by key. */
  @JsonColumn({ default: () => `'{}'` }) answers: object;
  /** What the booker wants the hosts to know. */
  @Column({ type: 'varchar', length: 2000, nullable: true }) notes: string | null;
  /** Ids of the resources booked with it; they stay when it is cancelled. */
  @Column({ type: 'uuid', array: true, default: () => `'{}'` }) bookableIds: string[];
  @Column({ type: 'varchar', length: 200 }) title: string;
  @Column({ type: 'varchar', length: 5000, nullable: true }) description: string | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) location: string | null;
  @TimestampColumn() startsAt: Date;
  @TimestampColumn() endsAt: Date;
  /** IANA name for display; start and end are instants. */
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  @Column({ type: 'varchar', length: 20, default: 'confirmed' }) status: BookingStatus;
  @JsonColumn({ default: () => `'{}'` }) metadata: object;
  @ForeignKey('BookingSeries', { name: 'bookings_series_fkey' })
  @Column({ type: 'uuid', nullable: true })
  seriesId: string | null;
  /** RECURRENCE-ID of RFC 5545: local time of the rule, `20270131T090000`. */
  @Column({ type: 'varchar', length: 16, nullable: true }) recurrenceId: string | null;
  /** Overridden: does not follow changes of the series any more. */
  @Column({ type: 'boolean', default: false }) isOverride: boolean;
  /** SEQUENCE of RFC 5545: incremented when time or state changes; calendars ignore older messages. */
  @Column({ type: 'int', default: 0 }) sequence: number;
  /** Offset of SEQUENCE from the series: messages about the instance continue from there. */
  @Column({ type: 'int', default: 0 }) seriesSequence: number;
  /** Time of cancellation or decline. */
  @TimestampColumn({ nullable: true }) cancelledAt: Date | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) cancelReason: string | null;
  /**
   * Id of the last writing transaction (64 bits). The change feed reads up to the oldest running one, so late commits
   * are not missed. Set by a trigger, so that no statement can omit it; changes of attendees touch the booking.
   */
  @Column({ type: 'bigint' }) changedIn: string;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
