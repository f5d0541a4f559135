import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * Under which client id of Yjs somebody writes in a room, and until when the connection counts as alive. What is written
 * stays theirs by it.
 */
@Entity('session_clients')
@Index('session_clients_user', ['userId'])
@Index('session_clients_guest', ['guestId'], { where: 'guest_id IS NOT NULL' })
@Check('session_clients_person_check', 'num_nonnulls(user_id, guest_id) = 1')
export class SessionClient {
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_clients_session_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  sessionId: string;
  @PrimaryColumn({ type: 'bigint' }) clientId: string;
  /** Null for a guest. */
  @ForeignKey('User', { name: 'session_clients_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  @ForeignKey('SessionGuest', { onDelete: 'CASCADE', name: 'session_clients_guest_fkey' })
  @Column({ type: 'uuid', nullable: true })
  guestId: string | null;
  @Column({ type: 'uuid' }) connectionId: string;
  @TimestampColumn() liveUntil: Date;
}
