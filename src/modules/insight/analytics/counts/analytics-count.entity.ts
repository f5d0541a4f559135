import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { EVENT_SOURCES, type EventSource } from '../event-source.js';

/** How many events of a type there were in an hour, a day and so on. */
@Entity('analytics_counts')
@Check('analytics_counts_source_check', `source IN (${EVENT_SOURCES.map((source) => `'${source}'`).join(', ')})`)
export class AnalyticsCount {
  /** How long the time is that is counted; one of `COUNTED_HOURS`. */
  @PrimaryColumn({ type: 'smallint' }) hours: number;
  @PrimaryColumn({ type: 'timestamptz', precision: 3 }) startsAt: Date;
  @PrimaryColumn({ type: 'varchar', length: 100 }) eventType: string;
  @PrimaryColumn({ type: 'varchar', length: 10 }) source: EventSource;
  @Column({ type: 'bigint' }) events: string;
}
