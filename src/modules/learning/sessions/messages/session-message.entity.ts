import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../../infra/database/columns.js';
import { LONGEST_MESSAGE } from '../live/live-limits.js';

/** What somebody said in a room. */
@Entity('session_messages')
@Index('session_messages_created', ['sessionId', 'createdAt', 'id'])
@Index('session_messages_author', ['authorId'])
export class SessionMessage {
  @IdColumn() id: string;
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_messages_session_fkey' })
  @Column({ type: 'uuid' })
  sessionId: string;
  @ForeignKey('User', { name: 'session_messages_author_fkey' })
  @Column({ type: 'uuid' })
  authorId: string;
  @Column({ type: 'varchar', length: LONGEST_MESSAGE }) content: string;
  @CreatedAtColumn() createdAt: Date;
}
