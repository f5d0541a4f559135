import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { JsonColumn } from '../../../../infra/database/columns.js';
import type { DayInterval } from './schedule.rules.js';

/** Exception: replaces the weekly intervals that start on one local date. */
@Entity('schedule_overrides')
export class ScheduleOverride {
  @ForeignKey('Schedule', { onDelete: 'CASCADE', name: 'schedule_overrides_schedule_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  scheduleId: string;
  @PrimaryColumn({ type: 'date' }) date: string;
  /** Empty: closed on that date. */
  @JsonColumn() intervals: DayInterval[];
}
