import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UpdatedAtColumn } from '../../../../infra/database/columns.js';

export const LONGEST_NOTES = 20_000;

/** What those who run a room write down for themselves. */
@Entity('session_notes')
@Index('session_notes_updater', ['updatedBy'])
export class SessionNote {
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_notes_session_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  sessionId: string;
  @Column({ type: 'varchar', length: LONGEST_NOTES }) content: string;
  @ForeignKey('User', { name: 'session_notes_updater_fkey' })
  @Column({ type: 'uuid' })
  updatedBy: string;
  @UpdatedAtColumn() updatedAt: Date;
}
