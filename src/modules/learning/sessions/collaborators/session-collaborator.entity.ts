import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import { SESSION_EXITS, SESSION_ROLES, type SessionExit, type SessionRole } from './collaborator.rules.js';

const listed = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/**
 * Somebody who belongs to a room beside its owner. Who leaves stays, inactive: they take no place, keep their role, and
 * may come in again. Who is out for good stays, too, so that neither links nor `join` undo it. Its id names it in paths,
 * because guests will have no account.
 */
@Entity('session_collaborators')
@Unique('session_collaborators_user_key', ['sessionId', 'userId'])
@Index('session_collaborators_joined', ['sessionId', 'joinedAt', 'id'])
@Index('session_collaborators_user', ['userId', 'sessionId'])
@Check('session_collaborators_role_check', `role IN (${listed(SESSION_ROLES)})`)
@Check('session_collaborators_exit_check', `exit IS NULL OR exit IN (${listed(SESSION_EXITS)}) AND NOT is_active`)
export class SessionCollaborator {
  @IdColumn() id: string;
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_collaborators_session_fkey' })
  @Column({ type: 'uuid' })
  sessionId: string;
  @ForeignKey('User', { name: 'session_collaborators_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  @Column({ type: 'varchar', length: 20 }) role: SessionRole;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @TimestampColumn({ default: () => 'now()' }) joinedAt: Date;
  /** Null for who is in the room, or has left it and may come in again. */
  @Column({ type: 'varchar', length: 10, nullable: true }) exit: SessionExit | null;
  /** When others last took a role or the place from them: links of before neither let them in nor raise their role. */
  @TimestampColumn({ nullable: true }) linksFrom: Date | null;
}
