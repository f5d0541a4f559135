import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * One row per person who was ever notified. Whoever adds to the feed locks it until the commit, so that the order of
 * `seq` is the order of commits.
 */
@Entity('notification_feeds')
export class NotificationFeed {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'notification_feeds_user_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  userId: string;
  @Column({ type: 'bigint' }) lastSeq: string;
  /** Set when the person was erased: what is still under way towards them is dropped. */
  @TimestampColumn({ nullable: true }) closedAt: Date | null;
}
