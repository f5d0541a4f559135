import { Column, Entity, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../../infra/database/columns.js';

/**
 * That a login session or an API key ended, or that somebody's role, token version or standing changed: written by triggers on the
 * tables that say so, read by every process that trusts what it knows of them.
 */
@Entity('access_changes')
@Index('access_changes_changed_in', ['changedIn'])
@Index('access_changes_created', ['createdAt'])
export class AccessChange {
  @IdColumn() id: string;
  @Column({ type: 'uuid' }) userId: string;
  /** The login session or the API key; null where it concerns all of the person. */
  @Column({ type: 'uuid', nullable: true }) sessionId: string | null;
  /** The transaction that changed it (`pg_current_xact_id`). */
  @Column({ type: 'bigint' }) changedIn: string;
  @CreatedAtColumn() createdAt: Date;
}
