import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../../infra/database/columns.js';
import { LONGEST_MESSAGE } from '../live/live-limits.js';

/** What somebody said in a room. */
@Entity('session_messages')
@Index('session_messages_created', ['sessionId', 'createdAt', 'id'])
@Index('session_messages_author', ['authorId'])
@Index('session_messages_guest', ['guestId'], { where: 'guest_id IS NOT NULL' })
@Check('session_messages_author_check', 'num_nonnulls(author_id, guest_id) = 1')
export class SessionMessage {
  @IdColumn() id: string;
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_messages_session_fkey' })
  @Column({ type: 'uuid' })
  sessionId: string;
  /** Null where a guest said it. */
  @ForeignKey('User', { name: 'session_messages_author_fkey' })
  @Column({ type: 'uuid', nullable: true })
  authorId: string | null;
  @ForeignKey('SessionGuest', { onDelete: 'CASCADE', name: 'session_messages_guest_fkey' })
  @Column({ type: 'uuid', nullable: true })
  guestId: string | null;
  @Column({ type: 'varchar', length: LONGEST_MESSAGE }) content: string;
  @CreatedAtColumn() createdAt: Date;
}
