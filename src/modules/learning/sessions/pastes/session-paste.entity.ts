import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../../infra/database/columns.js';
import { LONGEST_PATH } from '../files/file-path.js';
import { PASTE_WAYS, type PasteWay } from './paste.rules.js';

const WAYS = PASTE_WAYS.map((way) => `'${way}'`).join(', ');

/** That somebody put much text into a file at once, of a room that notes it. What they put in is in the log of updates. */
@Entity('session_pastes')
@Index('session_pastes_created', ['sessionId', 'createdAt', 'id'])
@Index('session_pastes_user', ['userId', 'sessionId', 'createdAt', 'id'], { where: 'user_id IS NOT NULL' })
@Index('session_pastes_guest', ['guestId'], { where: 'guest_id IS NOT NULL' })
@Check('session_pastes_person_check', 'num_nonnulls(user_id, guest_id) = 1')
@Check('session_pastes_way_check', `way IN (${WAYS})`)
export class SessionPaste {
  @IdColumn() id: string;
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_pastes_session_fkey' })
  @Column({ type: 'uuid' })
  sessionId: string;
  /** Of the update that it came with. */
  @Column({ type: 'bigint' }) seq: string;
  /** Null for a guest. */
  @ForeignKey('User', { name: 'session_pastes_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  @ForeignKey('SessionGuest', { onDelete: 'CASCADE', name: 'session_pastes_guest_fkey' })
  @Column({ type: 'uuid', nullable: true })
  guestId: string | null;
  @Column({ type: 'varchar', length: 40 }) fileId: string;
  /** As it was then. */
  @Column({ type: 'varchar', length: LONGEST_PATH }) path: string;
  /** In UTF-16 units. */
  @Column({ type: 'int' }) length: number;
  @Column({ type: 'varchar', length: 20 }) way: PasteWay;
  @CreatedAtColumn() createdAt: Date;
}
