import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../../infra/database/columns.js';
import type { RoomFile } from '../live/room-document.js';
import { LONGEST_VERSION_NAME } from './version.rules.js';

/** What was in the files of a room at some moment. */
@Entity('session_versions')
@Index('session_versions_created', ['sessionId', 'createdAt', 'id'])
@Index('session_versions_creator', ['createdBy'])
@Check('session_versions_name_check', 'is_automatic = (name IS NULL)')
export class SessionVersion {
  @IdColumn() id: string;
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_versions_session_fkey' })
  @Column({ type: 'uuid' })
  sessionId: string;
  /** Null for one that was kept before a restoration. */
  @Column({ type: 'varchar', length: LONGEST_VERSION_NAME, nullable: true }) name: string | null;
  @Column({ type: 'boolean' }) isAutomatic: boolean;
  @ForeignKey('User', { name: 'session_versions_creator_fkey' })
  @Column({ type: 'uuid' })
  createdBy: string;
  /** `json`, because texts may have zero bytes, which PostgreSQL keeps in nothing else that is text. */
  @Column({ type: 'json', select: false }) files: readonly RoomFile[];
  @CreatedAtColumn() createdAt: Date;
}
