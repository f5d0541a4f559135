import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../../../../infra/database/columns.js';

/**
 * A service account (machine user) of an organization, for apps: nobody signs in to it, and no mail reaches it. It is a
 * member like people, so that the same permissions apply.
 */
@Entity('service_accounts')
@Index('service_accounts_organization', ['organizationId', 'createdAt'])
export class ServiceAccount {
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'service_accounts_user_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  userId: string;

  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'service_accounts_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;

  @CreatedAtColumn() createdAt: Date;
}
