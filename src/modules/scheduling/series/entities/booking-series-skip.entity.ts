import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { SkipReason } from '../series.rules.js';

/** A skipped date of a series, without a booking, and why. */
@Entity('booking_series_skips')
export class BookingSeriesSkip {
  @ForeignKey('BookingSeries', { onDelete: 'CASCADE', name: 'booking_series_skips_series_fkey' })
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'booking_series_skips_pkey' })
  seriesId: string;
  @PrimaryColumn({ type: 'varchar', length: 15, primaryKeyConstraintName: 'booking_series_skips_pkey' })
  recurrenceId: string;
  @TimestampColumn() startsAt: Date;
  @Column({ type: 'varchar', length: 30 }) reason: SkipReason;
  @CreatedAtColumn() createdAt: Date;
}
