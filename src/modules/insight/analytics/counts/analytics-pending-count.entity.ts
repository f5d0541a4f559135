import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { EVENT_SOURCES, type EventSource } from '../event-source.js';

/**
 * Events that are stored and not counted yet. A trigger of `analytics_events` writes it in the statement that stores
 * them, and whoever counts adds it, so nothing has to know which transactions are still on their way.
 */
@Entity('analytics_pending')
@Check('analytics_pending_source_check', `source IN (${EVENT_SOURCES.map((source) => `'${source}'`).join(', ')})`)
export class AnalyticsPendingCount {
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' }) id: string;
  /** The hour. */
  @Column({ type: 'timestamptz', precision: 3 }) startsAt: Date;
  @Column({ type: 'varchar', length: 100 }) eventType: string;
  @Column({ type: 'varchar', length: 10 }) source: EventSource;
  /** As in `analytics_people`; null when nobody is known. */
  @Column({ type: 'varchar', length: 110, nullable: true }) person: string | null;
  @Column({ type: 'int' }) events: number;
}
