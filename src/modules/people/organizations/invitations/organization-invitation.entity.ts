import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { CourseRole } from '../organizations.api.js';
import { INVITED_ROLES, type InvitedRole } from './invitation.rules.js';

const ROLES = INVITED_ROLES.map((role) => `'${role}'`).join(', ');

/** An open invitation. Accepting and revoking delete the row, so that of both one succeeds, once. */
@Entity('organization_invitations')
@Unique('organization_invitations_email_key', ['organizationId', 'email'])
@Unique('organization_invitations_token_key', ['tokenHash'])
@Index('organization_invitations_created', ['organizationId', 'createdAt', 'id'])
@Index('organization_invitations_staff', ['organizationId', 'role', 'createdAt', 'id'], { where: `role <> 'member'` })
@Index('organization_invitations_expires', ['expiresAt'])
@Index('organization_invitations_inviter', ['invitedBy'])
@Index('organization_invitations_email', ['email'])
// TypeORM cannot express an operator class: USING gin ((email::text) gin_trgm_ops).
@Index('organization_invitations_trigrams', { synchronize: false })
@Check('organization_invitations_role_check', `role IN (${ROLES})`)
export class OrganizationInvitation {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'organization_invitations_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** Normalized by `normalizedEmail`; case-insensitive. */
  @Column({ type: 'citext' }) email: string;
  @Column({ type: 'varchar', length: 20 }) role: InvitedRole;
  /** What the person will be in the courses. */
  @Column({ type: 'varchar', length: 20, array: true, default: () => `'{}'` }) courseRoles: CourseRole[];
  @ForeignKey('User', { onDelete: 'RESTRICT', name: 'organization_invitations_inviter_fkey' })
  @Column({ type: 'uuid' })
  invitedBy: string;
  /** SHA-256 of the secret in the mailed link; null until the mail is queued. */
  @Column({ type: 'char', length: 64, nullable: true }) tokenHash: string | null;
  /** Incremented whenever the address is invited again; mails of earlier rounds are stale and not sent. */
  @Column({ type: 'int', default: 1 }) round: number;
  @TimestampColumn() expiresAt: Date;
  @CreatedAtColumn() createdAt: Date;
}
