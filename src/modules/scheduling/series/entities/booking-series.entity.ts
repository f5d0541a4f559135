import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import type { SeriesStatus } from '../series.rules.js';

/** A series with its recurrence rule. Its instances are bookings, made ahead up to the horizon. */
@Entity('booking_series')
@Index('booking_series_organizer_created', ['organizerId', 'createdAt', 'id'])
@Index('booking_series_organization_created', ['organizationId', 'createdAt', 'id'], {
  where: 'organization_id IS NOT NULL',
})
@Index('booking_series_organization_updated', ['organizationId', 'updatedAt', 'id'], {
  where: 'organization_id IS NOT NULL',
})
@Index('booking_series_organization_title', ['organizationId', 'title', 'id'], {
  where: 'organization_id IS NOT NULL',
})
@Index('booking_series_organization_cancelled', ['organizationId', 'createdAt', 'id'], {
  where: `organization_id IS NOT NULL AND status = 'cancelled'`,
})
@Index('booking_series_session', ['sessionId'], { where: 'session_id IS NOT NULL' })
@Index('booking_series_extend', ['extendAt'], { where: 'extend_at IS NOT NULL' })
@Index('booking_series_zone_data', ['zoneData'], { where: `status = 'active'` })
@Check('booking_series_duration_check', 'duration_minutes BETWEEN 1 AND 43200')
@Check('booking_series_status_check', `status IN ('active', 'cancelled')`)
@Check('booking_series_cancelled_check', `(status = 'cancelled') = (cancelled_at IS NOT NULL)`)
@Check('booking_series_extend_check', `extend_at IS NULL OR status = 'active'`)
export class BookingSeries {
  @IdColumn() id: string;
  @ForeignKey('User', { name: 'booking_series_organizer_fkey' })
  @Column({ type: 'uuid' })
  organizerId: string;
  @ForeignKey('Organization', { onDelete: 'SET NULL', name: 'booking_series_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
  /** The series that this one was split off from. */
  @ForeignKey('BookingSeries', { onDelete: 'SET NULL', name: 'booking_series_previous_fkey' })
  @Column({ type: 'uuid', nullable: true })
  previousId: string | null;
  /** The room of all its bookings; parts of a series that was split have it together. */
  @ForeignKey('Session', { onDelete: 'SET NULL', name: 'booking_series_session_fkey' })
  @Column({ type: 'uuid', nullable: true })
  sessionId: string | null;
  @Column({ type: 'varchar', length: 200 }) title: string;
  @Column({ type: 'varchar', length: 5000, nullable: true }) description: string | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) location: string | null;
  /** IANA name; all wall times are local to it. */
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  /** DTSTART of RFC 5545 as a wall time: `20270131T090000`. */
  @Column({ type: 'varchar', length: 15 }) start: string;
  @Column({ type: 'int' }) durationMinutes: number;
  /** RRULE of RFC 5545. */
  @Column({ type: 'varchar', length: 1000 }) rule: string;
  @Column({ type: 'varchar', length: 15, array: true, default: () => `'{}'` }) rdates: string[];
  @Column({ type: 'varchar', length: 15, array: true, default: () => `'{}'` }) exdates: string[];
  @JsonColumn({ default: () => `'{}'` }) metadata: object;
  @Column({ type: 'varchar', length: 20, default: 'active' }) status: SeriesStatus;
  /** SEQUENCE of RFC 5545. */
  @Column({ type: 'int', default: 0 }) sequence: number;
  /** RECURRENCE-ID up to which dates are decided: booked, skipped or too late. */
  @Column({ type: 'varchar', length: 15, nullable: true }) decidedThrough: string | null;
  /** When the next instances are to be booked; null when there are no more. */
  @TimestampColumn({ nullable: true }) extendAt: Date | null;
  /** Release of the zone data that the instants of its instances were computed with. */
  @Column({ type: 'varchar', length: 20 }) zoneData: string;
  @TimestampColumn({ nullable: true }) cancelledAt: Date | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) cancelReason: string | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
