import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { EVENT_SOURCES, type EventSource } from '../event-source.js';

/**
 * Events that are not rolled up yet. A trigger of `analytics_events` inserts it in the statement that inserts the
 * events, and the roll-up deletes it, so nothing depends on transactions that are still uncommitted.
 */
@Entity('analytics_pending')
@Check('analytics_pending_source_check', `source IN (${EVENT_SOURCES.map((source) => `'${source}'`).join(', ')})`)
export class AnalyticsPendingCount {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' }) id: string;
  /** Start of the hour. */
  @Column({ type: 'timestamptz', precision: 3 }) startsAt: Date;
  @Column({ type: 'varchar', length: 100 }) eventType: string;
  @Column({ type: 'varchar', length: 10 }) source: EventSource;
  /** As in `analytics_people`; null for events without a person. */
  @Column({ type: 'varchar', length: 110, nullable: true }) person: string | null;
  @Column({ type: 'int' }) events: number;
}
