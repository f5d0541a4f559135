import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { CourseProfileRole } from '../organizations.api.js';
import { ASKED_ROLES, CODE_LENGTH } from './joining.rules.js';

export const ASKED_ROLE_CHECK = `role IN (${ASKED_ROLES.map((role) => `'${role}'`).join(', ')})`;

/** By which people ask an organization to be admitted. */
@Entity('organization_join_codes')
@Unique('organization_join_codes_code_key', ['code'])
@Index('organization_join_codes_listed', ['organizationId', 'createdAt', 'id'])
@Index('organization_join_codes_creator', ['createdBy'], { where: 'created_by IS NOT NULL' })
@Check('organization_join_codes_role_check', ASKED_ROLE_CHECK)
@Check('organization_join_codes_uses_check', 'uses >= 0 AND max_uses > 0')
export class JoinCode {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'organization_join_codes_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  /** No secret: whoever has it may ask, and it is shown to all who manage. */
  @Column({ type: 'varchar', length: CODE_LENGTH }) code: string;
  /** Null when it is of an older release, and once they have left. */
  @ForeignKey('User', { name: 'organization_join_codes_creator_fkey' })
  @Column({ type: 'uuid', nullable: true })
  createdBy: string | null;
  @Column({ type: 'varchar', length: 20 }) role: CourseProfileRole;
  /** Whether nobody has to decide; not any more when whoever made it does not manage the organization any more. */
  @Column({ type: 'boolean' }) admitsAtOnce: boolean;
  @Column({ type: 'int', nullable: true }) maxUses: number | null;
  /** How many were admitted who asked by it. */
  @Column({ type: 'int', default: 0 }) uses: number;
  @TimestampColumn({ nullable: true }) expiresAt: Date | null;
  @CreatedAtColumn() createdAt: Date;
}
