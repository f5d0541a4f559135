import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import type { RosterScope } from '../protocol/scopes.js';

/** A program that reads the roster of an organization, and may write grades. */
@Entity('oneroster_clients')
@Index('oneroster_clients_listed', ['organizationId', 'createdAt', 'id'])
@Index('oneroster_clients_knower', ['secretKnownTo'], { where: 'secret_known_to IS NOT NULL' })
export class OneRosterClient {
  @IdColumn() id: string;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'oneroster_clients_organization_fkey' })
  @Column({ type: 'uuid' })
  organizationId: string;
  @Column({ type: 'varchar', length: 100 }) name: string;
  @Column({ type: 'varchar', length: 100, array: true }) scopes: RosterScope[];
  /** Null when it has ended. */
  @Column({ type: 'varchar', length: 64, nullable: true }) secretHash: string | null;
  /** Whoever was shown it; null where nobody knows. */
  @ForeignKey('User', { onDelete: 'SET NULL', name: 'oneroster_clients_knower_fkey' })
  @Column({ type: 'uuid', nullable: true })
  secretKnownTo: string | null;
  /** When it got a token last. */
  @TimestampColumn({ nullable: true }) lastUsedAt: Date | null;
  @CreatedAtColumn() createdAt: Date;
}
