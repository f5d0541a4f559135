import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import { SESSION_ROLES, type SessionRole } from './collaborator.rules.js';

const ROLES = SESSION_ROLES.map((role) => `'${role}'`).join(', ');

/**
 * Somebody who belongs to a room beside its owner. Who leaves stays, inactive: they take no place, keep their role, and
 * may come in again. Its id names it in paths, because guests will have no account.
 */
@Entity('session_collaborators')
@Unique('session_collaborators_user_key', ['sessionId', 'userId'])
@Index('session_collaborators_joined', ['sessionId', 'joinedAt', 'id'])
@Index('session_collaborators_user', ['userId', 'sessionId'])
@Check('session_collaborators_role_check', `role IN (${ROLES})`)
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
}
