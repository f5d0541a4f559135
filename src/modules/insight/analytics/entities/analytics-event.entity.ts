import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn } from '../../../../infra/database/columns.js';
import { EVENT_SOURCES, type EventSource } from '../event-source.js';

/**
 * An event, recorded by an app (`client`) or by the system itself (`domain`). The table is partitioned by the UTC day
 * of `created_at`, so every unique key includes that. Accounts are never deleted, so the person has no foreign key,
 * which would be checked for every event and lock the accounts whenever a partition is added.
 */
@Entity('analytics_events')
@Index('analytics_events_message_key', ['messageId', 'createdAt'], { unique: true, where: 'message_id IS NOT NULL' })
@Index('analytics_events_type', ['eventType', 'createdAt', 'id'])
@Index('analytics_events_user', ['userId', 'createdAt', 'id'], { where: 'user_id IS NOT NULL' })
@Check('analytics_events_source_check', `source IN (${EVENT_SOURCES.map((source) => `'${source}'`).join(', ')})`)
@Check('analytics_events_message_check', `(source = 'domain') = (message_id IS NOT NULL)`)
export class AnalyticsEvent {
  @PrimaryColumn({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  createdAt: Date;
  @PrimaryColumn({ type: 'uuid', default: () => 'uuidv7()' })
  id: string;
  @Column({ type: 'uuid', nullable: true }) userId: string | null;
  /** The app's id for somebody who is not signed in. */
  @Column({ type: 'varchar', length: 100, nullable: true }) anonymousId: string | null;
  @Column({ type: 'varchar', length: 100 }) eventType: string;
  @JsonColumn({ default: () => `'{}'` }) metadata: Record<string, unknown>;
  @Column({ type: 'varchar', length: 10 }) source: EventSource;
  /** The outbox message of a domain event. No foreign key: the outbox has a shorter retention. */
  @Column({ type: 'uuid', nullable: true }) messageId: string | null;
}
