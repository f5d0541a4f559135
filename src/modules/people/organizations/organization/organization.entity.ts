import { Check, Column, Entity, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';

/** Aggregate root: its row lock serializes changes of members and invitations. */
@Entity('organizations')
@Index('organizations_created', ['createdAt', 'id'])
@Index('organizations_name', ['name', 'id'])
// TypeORM cannot express an operator class: USING gin (name gin_trgm_ops).
@Index('organizations_trigrams', { synchronize: false })
@Check('organizations_owner_check', 'owner_count > 0')
@Check('organizations_color_check', "color ~ '^#[0-9a-f]{6}$'")
export class Organization {
  @IdColumn() id: string;
  @Column({ type: 'varchar', length: 100 }) name: string;
  /** `#rrggbb`, in lower case. */
  @Column({ type: 'varchar', length: 7, nullable: true }) color: string | null;
  /** Counter, updated in the statement that adds or removes a member, so that reads are O(1). */
  @Column({ type: 'int' }) memberCount: number;
  /** Its check constraint keeps the last owner. */
  @Column({ type: 'int' }) ownerCount: number;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
