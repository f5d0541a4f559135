import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * A slug that was given up: for 90 days nobody else gets it, so that old links lead to no stranger. Triggers of the
 * tables with slugs write it and refuse by it (migration `former-slugs`).
 */
@Entity('former_slugs')
@Index('former_slugs_owner', ['ownerId'])
@Index('former_slugs_released', ['releasedAt'])
export class FormerSlug {
  /** `page` or `event_type`. */
  @PrimaryColumn({ type: 'varchar', length: 20 }) scope: string;
  /** SHA-256: a slug may be a name, and outlives the account here. */
  @PrimaryColumn({ type: 'char', length: 64 }) slugHash: string;
  /** The organization or the person, who may take it again; null when the person is erased. No foreign key: it outlives them. */
  @Column({ type: 'uuid', nullable: true }) ownerId: string | null;
  @TimestampColumn({ default: () => 'now()' }) releasedAt: Date;
}
