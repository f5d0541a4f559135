import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * One row per person who was ever notified. Its row lock serializes appends until the commit, so that the order of
 * `seq` is the order of commits.
 */
@Entity('notification_feeds')
export class NotificationFeed {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'notification_feeds_user_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  userId: string;
  @Column({ type: 'bigint' }) lastSeq: string;
  /** Set by the erasure of the person: notifications under way are dropped. */
  @TimestampColumn({ nullable: true }) closedAt: Date | null;
}
