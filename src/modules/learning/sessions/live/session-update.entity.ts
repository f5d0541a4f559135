import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';

/** A row of the log of a room’s document: what was written in a tenth of a second. It stays, for playback; row 0 is its beginning. */
@Entity('session_updates')
export class SessionUpdate {
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_updates_session_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  sessionId: string;
  @PrimaryColumn({ type: 'bigint' }) seq: string;
  /** Updates in the first encoding of Yjs, merged. */
  @Column({ type: 'bytea' }) content: Buffer;
  /** The room in the memory of the process that wrote it. */
  @Column({ type: 'uuid' }) source: string;
  /** Of the last update that it told others of and that is in here. */
  @Column({ type: 'bigint' }) position: string;
  /** Who wrote it, as far as it is known. */
  @Column({ type: 'uuid', array: true, default: '{}' }) authorIds: string[];
  @CreatedAtColumn() createdAt: Date;
}
