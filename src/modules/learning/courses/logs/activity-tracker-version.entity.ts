import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, JsonColumn } from '../../../../infra/database/columns.js';
import type { LogContent, LogState } from './log.rules.js';

/** A log as it was once, from its submission on. */
@Entity('activity_tracker_versions')
@Index('activity_tracker_versions_listed', ['trackerId', 'version', 'id'])
export class ActivityTrackerVersion {
  @IdColumn() id: string;
  @ForeignKey('ActivityTracker', { onDelete: 'CASCADE', name: 'activity_tracker_versions_tracker_fkey' })
  @Column({ type: 'uuid' })
  trackerId: string;
  @Column({ type: 'int' }) version: number;
  @Column({ type: 'varchar', length: 20 }) state: LogState;
  /** What it said: attendance, duties and notes. */
  @JsonColumn() content: LogContent;
  @ForeignKey('User', { name: 'activity_tracker_versions_changer_fkey' })
  @Column({ type: 'uuid' })
  changedBy: string;
  @CreatedAtColumn() createdAt: Date;
}
