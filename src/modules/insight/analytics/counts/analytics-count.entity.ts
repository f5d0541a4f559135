import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { EVENT_SOURCES, type EventSource } from '../event-source.js';

/** Roll-up: number of events of a type per hour, day and 16 days. */
@Entity('analytics_counts')
@Check('analytics_counts_source_check', `source IN (${EVENT_SOURCES.map((source) => `'${source}'`).join(', ')})`)
export class AnalyticsCount {
  /** Length of the period in hours; one of `COUNTED_HOURS`. */
  @PrimaryColumn({ type: 'smallint' }) hours: number;
  @PrimaryColumn({ type: 'timestamptz', precision: 3 }) startsAt: Date;
  @PrimaryColumn({ type: 'varchar', length: 100 }) eventType: string;
  @PrimaryColumn({ type: 'varchar', length: 10 }) source: EventSource;
  @Column({ type: 'bigint' }) events: string;
}
