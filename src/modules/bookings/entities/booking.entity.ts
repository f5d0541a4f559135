import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../infra/database/columns.js';
import type { BookingStatus } from '../booking.rules.js';

@Entity('bookings')
@Index('bookings_organizer_start', ['organizerId', 'startsAt', 'id'])
@Index('bookings_organizer_created', ['organizerId', 'createdAt', 'id'])
@Index('bookings_organization_start', ['organizationId', 'startsAt', 'id'], { where: 'organization_id IS NOT NULL' })
@Index('bookings_start', ['startsAt', 'id'])
// TypeORM cannot express an operator class: USING gin (title gin_trgm_ops).
@Index('bookings_title_trigrams', { synchronize: false })
@Check('bookings_period_check', `ends_at > starts_at AND ends_at <= starts_at + '720:00:00'::interval`)
@Check('bookings_status_check', `status IN ('confirmed', 'cancelled')`)
@Check('bookings_cancelled_check', `(status = 'cancelled') = (cancelled_at IS NOT NULL)`)
export class Booking {
  @IdColumn() id: string;
  @ForeignKey('User', { name: 'bookings_organizer_fkey' })
  @Column({ type: 'uuid' })
  organizerId: string;
  @ForeignKey('Organization', { onDelete: 'SET NULL', name: 'bookings_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
  @Column({ type: 'varchar', length: 200 }) title: string;
  @Column({ type: 'varchar', length: 5000, nullable: true }) description: string | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) location: string | null;
  @TimestampColumn() startsAt: Date;
  @TimestampColumn() endsAt: Date;
  /** IANA name: where the booking was meant to be seen; its start and end are instants. */
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  @Column({ type: 'varchar', length: 20, default: 'confirmed' }) status: BookingStatus;
  @JsonColumn({ default: () => `'{}'` }) metadata: object;
  /** SEQUENCE of RFC 5545: grows when the time or the state changes, and calendars ignore what is older. */
  @Column({ type: 'int', default: 0 }) sequence: number;
  @TimestampColumn({ nullable: true }) cancelledAt: Date | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) cancelReason: string | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
