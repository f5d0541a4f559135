import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What the log of a room’s document says up to some row, so that the text of a moment is found without all of it. */
@Entity('session_checkpoints')
export class SessionCheckpoint {
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_checkpoints_session_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  sessionId: string;
  @PrimaryColumn({ type: 'bigint' }) seq: string;
  @Column({ type: 'bytea' }) content: Buffer;
}
