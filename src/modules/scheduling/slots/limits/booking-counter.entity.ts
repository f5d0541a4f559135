import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

export const COUNTED_PERIODS = ['day', 'week', 'month'] as const;
export type CountedPeriod = (typeof COUNTED_PERIODS)[number];

/** Bookings, shared slots and holds of an event type, counted per host and day, week (from Monday) or month. */
@Entity('booking_counters')
@Check('booking_counters_period_check', `period IN ('day', 'week', 'month')`)
@Check('booking_counters_count_check', 'bookings >= 0 AND minutes >= 0')
export class BookingCounter {
  @ForeignKey('EventType', { onDelete: 'CASCADE', name: 'booking_counters_event_type_fkey' })
  @PrimaryColumn('uuid')
  eventTypeId: string;
  @PrimaryColumn('uuid') hostId: string;
  @PrimaryColumn({ type: 'varchar', length: 10 })
  period: CountedPeriod;
  /** First day of the period, in the time zone of the event type. */
  @PrimaryColumn('date') startsOn: string;
  @Column({ type: 'int' }) bookings: number;
  @Column({ type: 'int' }) minutes: number;
}
