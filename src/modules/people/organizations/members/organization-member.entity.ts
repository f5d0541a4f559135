import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import { ORGANIZATION_ROLES, type OrganizationRole } from '../organizations.api.js';

const ROLES = ORGANIZATION_ROLES.map((role) => `'${role}'`).join(', ');

@Entity('organization_members')
@Unique('organization_members_user_key', ['organizationId', 'userId'])
@Index('organization_members_joined', ['organizationId', 'joinedAt', 'id'])
@Index('organization_members_staff', ['organizationId', 'role', 'joinedAt', 'id'], { where: `role <> 'member'` })
@Index('organization_members_user', ['userId', 'organizationId'])
@Check('organization_members_role_check', `role IN (${ROLES})`)
export class OrganizationMember {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'organization_members_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @ForeignKey('User', { onDelete: 'RESTRICT', name: 'organization_members_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  @Column({ type: 'varchar', length: 20 }) role: OrganizationRole;
  /** Manages the courses; owners and admins do in any case. */
  @Column({ type: 'boolean', default: false }) isCourseManager: boolean;
  @TimestampColumn({ default: () => 'now()' }) joinedAt: Date;
}
