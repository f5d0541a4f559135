import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';

import type { Traces } from '../users.api.js';

/**
 * `ending`: ends what concerns others; `telling`: waits for their notifications; `erasing`: deletes and anonymizes
 * rows.
 */
export const ERASURE_STATUSES = ['ending', 'telling', 'erasing', 'done'] as const;
export type ErasureStatus = (typeof ERASURE_STATUSES)[number];

/** State of a person's erasure. It is kept as the record of it, and refers to the person only by the id. */
@Entity('erasures')
@Unique('erasures_user_key', ['userId'])
@Unique('erasures_token_key', ['tokenHash'])
@Index('erasures_created', ['createdAt', 'id'])
@Index('erasures_unfinished', ['status', 'createdAt', 'id'], { where: `status <> 'done'` })
@Check('erasures_status_check', `status IN (${ERASURE_STATUSES.map((status) => `'${status}'`).join(', ')})`)
@Check('erasures_finished_check', `(status = 'done') = (finished_at IS NOT NULL)`)
@Check('erasures_progress_check', 'done BETWEEN 0 AND total')
export class Erasure {
  @IdColumn() id: string;
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'erasures_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;
  /** SHA-256 of the secret by which the person, who cannot sign in any more, sees the progress. */
  @Column({ type: 'char', length: 64 }) tokenHash: string;
  @Column({ type: 'varchar', length: 10, default: 'ending' }) status: ErasureStatus;
  /** Steps done, of `total`, which grows when somebody books the person in the meantime. */
  @Column({ type: 'int', default: 0 }) done: number;
  @Column({ type: 'int' }) total: number;
  /** Number of data holders that have erased, in the order of `DataHolders.all`. */
  @Column({ type: 'int', default: 0 }) position: number;
  /**
   * Where copies of personal data are. Collected before the first row is anonymized, when it can still be found out;
   * null before that and when the erasure is done.
   */
  @JsonColumn({ nullable: true }) traces: Traces | null;
  /** Fencing token: counts the steps begun; messages for another step than the next one are stale. */
  @Column({ type: 'int', default: 0 }) step: number;
  @CreatedAtColumn() createdAt: Date;
  /** When the last step began. */
  @UpdatedAtColumn() updatedAt: Date;
  @TimestampColumn({ nullable: true }) finishedAt: Date | null;
}
