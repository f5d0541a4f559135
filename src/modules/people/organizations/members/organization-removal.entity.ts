import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/** That somebody was taken out of an organization by another: until they are admitted again no code does so by itself. */
@Entity('organization_removals')
@Index('organization_removals_user', ['userId'])
export class OrganizationRemoval {
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'organization_removals_organization_fkey' })
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'organization_removals_pkey' })
  organizationId: string;
  @ForeignKey('User', { name: 'organization_removals_user_fkey' })
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'organization_removals_pkey' })
  userId: string;
  @TimestampColumn({ default: () => 'now()' }) removedAt: Date;
}
