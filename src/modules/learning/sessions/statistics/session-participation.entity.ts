import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/** What somebody has done in a room so far. */
@Entity('session_participations')
@Index('session_participations_user', ['userId'])
export class SessionParticipation {
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_participations_session_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  sessionId: string;
  @ForeignKey('User', { name: 'session_participations_user_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  userId: string;
  @Column({ type: 'int', default: 0 }) edits: number;
  /** That were written, not taken out; in UTF-16 units. */
  @Column({ type: 'int', default: 0 }) characters: number;
  @Column({ type: 'int', default: 0 }) runs: number;
  /** With a connection, however many. */
  @Column({ type: 'double precision', default: 0 }) presentMs: number;
  /** When a connection was last alive. */
  @TimestampColumn({ nullable: true }) seenAt: Date | null;
}
