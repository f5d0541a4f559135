import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { IdColumn, JsonColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { Language } from '../../../../kernel/language.js';

/** One notification of one person. */
@Entity('notifications')
@Unique('notifications_cause_key', ['userId', 'cause'])
@Unique('notifications_seq_key', ['userId', 'seq'])
@Index('notifications_unread', ['userId', 'seq'], { where: 'NOT is_read' })
@Index('notifications_read', ['userId', 'seq'], { where: 'is_read' })
@Index('notifications_type', ['userId', 'type', 'seq'])
@Index('notifications_read_created', ['createdAt'], { where: 'is_read' })
// TypeORM cannot express the access method: USING gin (about).
@Index('notifications_about', { synchronize: false })
@Check('notifications_language_check', `language IN ('en', 'fr')`)
@Check('notifications_read_check', 'is_read = (read_at IS NOT NULL)')
export class Notification {
  @IdColumn() id: string;
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'notifications_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  /** Position in the person's feed, in the order of commits: a reader of `seq > n` misses nothing. */
  @Column({ type: 'bigint' }) seq: string;
  @Column({ type: 'varchar', length: 64 }) type: string;
  @Column({ type: 'varchar', length: 200 }) title: string;
  @Column({ type: 'varchar', length: 2000 }) message: string;
  @Column({ type: 'varchar', length: 2, default: 'en' }) language: Language;
  @Column({ type: 'boolean', default: false }) isRead: boolean;
  @JsonColumn({ default: () => "'{}'" }) metadata: Record<string, unknown>;
  /** Ids of the people whom the text names, and of what it is about. */
  @Column({ type: 'uuid', array: true, default: () => `'{}'` }) about: string[];
  /** Idempotency key: one notification per person and cause. */
  @Column({ type: 'varchar', length: 200 }) cause: string;
  @TimestampColumn({ nullable: true }) readAt: Date | null;
  /** Monotonic within a feed, because it is set under the lock of the feed. */
  @TimestampColumn({ default: () => 'clock_timestamp()' }) createdAt: Date;
}
