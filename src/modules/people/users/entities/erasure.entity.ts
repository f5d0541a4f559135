import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';

import type { Traces } from '../users.api.js';

/** `ending`: what others must know of is ended; `telling`: they are being told; `erasing`: rows and names go. */
export const ERASURE_STATUSES = ['ending', 'telling', 'erasing', 'done'] as const;
export type ErasureStatus = (typeof ERASURE_STATUSES)[number];

/** How far the erasure of a person has come. It stays, as the proof that it was done; it says who only by the id. */
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
  /** SHA-256 of the secret by which the person, who cannot sign in any more, sees how far it is. */
  @Column({ type: 'char', length: 64 }) tokenHash: string;
  @Column({ type: 'varchar', length: 10, default: 'ending' }) status: ErasureStatus;
  /** Steps of `total`; more are found when somebody books the person in the meantime. */
  @Column({ type: 'int', default: 0 }) done: number;
  @Column({ type: 'int' }) total: number;
  /** Of those who hold something, how many have erased it. */
  @Column({ type: 'int', default: 0 }) position: number;
  /**
   * Where others were told of the person, gathered before the first row went: once those are anonymous nobody could tell
   * any more. Null before that, and again when all is done.
   */
  @JsonColumn({ nullable: true }) traces: Traces | null;
  /** Counts the steps that were tried; a message for another step than the next one is out of date. */
  @Column({ type: 'int', default: 0 }) step: number;
  @CreatedAtColumn() createdAt: Date;
  /** When the last step was taken. */
  @UpdatedAtColumn() updatedAt: Date;
  @TimestampColumn({ nullable: true }) finishedAt: Date | null;
}
