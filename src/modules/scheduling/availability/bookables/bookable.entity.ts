import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { BOOKABLE_KINDS, type BookableKind, LARGEST_CAPACITY } from './bookable.rules.js';

const KINDS = BOOKABLE_KINDS.map((kind) => `'${kind}'`).join(', ');

/**
 * Something whose time can be claimed: a person, or a resource of a person or an organization. The bookable of a person
 * has the person's id, so that it needs no look-up and two concurrent first bookings create one row; every column has a
 * default for them.
 */
@Entity('bookables')
@Unique('bookables_user_key', ['userId'])
@Index('bookables_organization', ['organizationId', 'createdAt', 'id'], { where: 'organization_id IS NOT NULL' })
@Index('bookables_owner', ['ownerId', 'createdAt', 'id'], { where: 'owner_id IS NOT NULL' })
@Check('bookables_user_check', 'user_id = id')
@Check('bookables_kind_check', `kind IN (${KINDS})`)
@Check(
  'bookables_belonging_check',
  `CASE WHEN kind = 'person' THEN user_id IS NOT NULL AND num_nonnulls(name, owner_id, organization_id) = 0 ELSE user_id IS NULL AND name IS NOT NULL AND num_nonnulls(owner_id, organization_id) = 1 END`,
)
@Check(
  'bookables_capacity_check',
  `capacity BETWEEN 1 AND CASE WHEN kind = 'person' THEN 1 ELSE ${LARGEST_CAPACITY} END`,
)
export class Bookable {
  @IdColumn() id: string;
  /** Null for resources. */
  @ForeignKey('User', { name: 'bookables_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  @Column({ type: 'varchar', length: 20, default: 'person' }) kind: BookableKind;
  @Column({ type: 'varchar', length: 100, nullable: true }) name: string | null;
  @Column({ type: 'varchar', length: 2000, nullable: true }) description: string | null;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'bookables_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
  /** Owner of a resource that belongs to no organization. */
  @ForeignKey('User', { name: 'bookables_owner_fkey' })
  @Column({ type: 'uuid', nullable: true })
  ownerId: string | null;
  /** How many claims may overlap. */
  @Column({ type: 'int', default: 1 }) capacity: number;
  /** IANA name: where the resource is. Null for people, whose account has one. */
  @Column({ type: 'varchar', length: 64, nullable: true }) timeZone: string | null;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
