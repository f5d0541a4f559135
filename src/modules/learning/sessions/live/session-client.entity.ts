import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * Under which client id of Yjs somebody writes in a room, and until when the connection counts as alive. What is written
 * stays theirs by it.
 */
@Entity('session_clients')
@Index('session_clients_user', ['userId'])
export class SessionClient {
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_clients_session_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  sessionId: string;
  @PrimaryColumn({ type: 'bigint' }) clientId: string;
  @ForeignKey('User', { name: 'session_clients_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  @Column({ type: 'uuid' }) connectionId: string;
  @TimestampColumn() liveUntil: Date;
}
