import { Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  RowVersionColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import type { WeeklyInterval } from './schedule.rules.js';

/** Working hours of a bookable, in local time. One of its schedules is the default. */
@Entity('schedules')
@Index('schedules_default_key', ['bookableId'], { unique: true, where: 'is_default' })
@Index('schedules_bookable', ['bookableId', 'createdAt', 'id'])
export class Schedule {
  @IdColumn() id: string;
  @ForeignKey('Bookable', { onDelete: 'CASCADE', name: 'schedules_bookable_fkey' })
  @Column({ type: 'uuid' })
  bookableId: string;
  @Column({ type: 'varchar', length: 100 }) name: string;
  /** IANA name. */
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  @Column({ type: 'boolean', default: false }) isDefault: boolean;
  /** Sorted by day and time, without overlaps. */
  @JsonColumn() weekly: WeeklyInterval[];
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
