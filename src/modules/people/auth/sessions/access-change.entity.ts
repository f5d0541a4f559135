import { Column, Entity, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../../infra/database/columns.js';

/**
 * Change feed for cache invalidation: a login session or API key ended, or somebody's role, token version or status
 * changed. Triggers write it; every process with cached sessions reads it (ADR 0029).
 */
@Entity('access_changes')
@Index('access_changes_changed_in', ['changedIn'])
@Index('access_changes_created', ['createdAt'])
export class AccessChange {
  @IdColumn() id: string;
  @Column({ type: 'uuid' }) userId: string;
  /** Login session or API key; null where it concerns all of the person's. */
  @Column({ type: 'uuid', nullable: true }) sessionId: string | null;
  /** Id of the writing transaction (`pg_current_xact_id`). */
  @Column({ type: 'bigint' }) changedIn: string;
  @CreatedAtColumn() createdAt: Date;
}
