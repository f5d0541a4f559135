import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import type { DisabledReason } from './webhook.rules.js';

/** A webhook: a URL that subscribes to events. It belongs to a person or to an organization. */
@Entity('webhooks')
@Index('webhooks_user', ['userId', 'createdAt', 'id'], { where: 'user_id IS NOT NULL' })
@Index('webhooks_organization', ['organizationId', 'createdAt', 'id'], { where: 'organization_id IS NOT NULL' })
@Check('webhooks_owner_check', 'num_nonnulls(user_id, organization_id) = 1')
@Check('webhooks_events_check', 'cardinality(events) BETWEEN 1 AND 50')
@Check(
  'webhooks_disabled_check',
  '(disabled_at IS NULL) = (disabled_reason IS NULL) AND NOT (is_active AND disabled_at IS NOT NULL)',
)
@Check('webhooks_previous_check', '(previous_secret IS NULL) = (previous_secret_ends_at IS NULL)')
export class Webhook {
  @IdColumn() id: string;
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'webhooks_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'webhooks_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
  /** Who made it, or last enabled it or changed its URL or secret; null for webhooks of older releases. */
  @ForeignKey('User', { onDelete: 'SET NULL', name: 'webhooks_responsible_fkey' })
  @Column({ type: 'uuid', nullable: true })
  responsibleId: string | null;
  @Column({ type: 'varchar', length: 2048 }) url: string;
  @Column({ type: 'varchar', length: 200, nullable: true }) description: string | null;
  /** Names of the catalogue, or `*` alone for all, including future ones. */
  @Column({ type: 'text', array: true }) events: string[];
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  /** When and why the system disabled it; null when its owner did. */
  @TimestampColumn({ nullable: true }) disabledAt: Date | null;
  @Column({ type: 'varchar', length: 20, nullable: true }) disabledReason: DisabledReason | null;
  /** Since when no attempt succeeded; null when the last one did. */
  @TimestampColumn({ nullable: true }) failingSince: Date | null;
  /** The signing secret, encrypted at rest, like the previous one. */
  @Column({ type: 'text' }) secret: string;
  /** Signs as well until `previousSecretEndsAt` (rotation). */
  @Column({ type: 'text', nullable: true }) previousSecret: string | null;
  @TimestampColumn({ nullable: true }) previousSecretEndsAt: Date | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
