import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, JsonColumn } from '../../../../infra/database/columns.js';
import { EVENT_SOURCES, type EventSource } from '../event-source.js';

/** Something that happened: an app told it (`client`), or the system recorded its own event (`domain`). */
@Entity('analytics_events')
@Index('analytics_events_message_key', ['messageId'], { unique: true, where: 'message_id IS NOT NULL' })
@Index('analytics_events_created', ['createdAt', 'id'])
@Index('analytics_events_type', ['eventType', 'createdAt', 'id'])
@Index('analytics_events_user', ['userId', 'createdAt', 'id'], { where: 'user_id IS NOT NULL' })
@Check('analytics_events_source_check', `source IN (${EVENT_SOURCES.map((source) => `'${source}'`).join(', ')})`)
@Check('analytics_events_message_check', `(source = 'domain') = (message_id IS NOT NULL)`)
export class AnalyticsEvent {
  @IdColumn() id: string;
  @ForeignKey('User', { onDelete: 'SET NULL', name: 'analytics_events_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  /** What an app calls somebody who is not signed in. */
  @Column({ type: 'varchar', length: 100, nullable: true }) anonymousId: string | null;
  @Column({ type: 'varchar', length: 100 }) eventType: string;
  @JsonColumn({ default: () => `'{}'` }) metadata: Record<string, unknown>;
  @Column({ type: 'varchar', length: 10 }) source: EventSource;
  /** The outbox message of a domain event. No foreign key: the outbox forgets earlier than analytics. */
  @Column({ type: 'uuid', nullable: true }) messageId: string | null;
  @CreatedAtColumn() createdAt: Date;
}
