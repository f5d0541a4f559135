import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import { SESSION_ROLES, type SessionRole } from '../collaborators/collaborator.rules.js';

const ROLES = SESSION_ROLES.map((role) => `'${role}'`).join(', ');

/**
 * A link into a room, for as many people as there are places, until it expires or is revoked. It works as long as whoever
 * made it may give its role.
 */
@Entity('session_invitations')
@Unique('session_invitations_token_key', ['tokenHash'])
@Index('session_invitations_created', ['sessionId', 'createdAt', 'id'])
@Index('session_invitations_creator', ['createdBy'])
@Index('session_invitations_expires', ['expiresAt'])
@Check('session_invitations_role_check', `role IN (${ROLES})`)
export class SessionInvitation {
  @IdColumn() id: string;
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_invitations_session_fkey' })
  @Column({ type: 'uuid' })
  sessionId: string;
  @ForeignKey('User', { name: 'session_invitations_creator_fkey' })
  @Column({ type: 'uuid' })
  createdBy: string;
  @Column({ type: 'varchar', length: 20 }) role: SessionRole;
  /** SHA-256 of the secret in the link, which is stored nowhere. */
  @Column({ type: 'char', length: 64 }) tokenHash: string;
  @TimestampColumn() expiresAt: Date;
  @CreatedAtColumn() createdAt: Date;
}
