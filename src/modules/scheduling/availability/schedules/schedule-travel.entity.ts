import { Check, Column, Entity, Exclusion, ForeignKey } from 'typeorm';
import { IdColumn } from '../../../../infra/database/columns.js';

/** Dates on which the times of a schedule are in another time zone. */
@Entity('schedule_travels')
@Exclusion('schedule_travels_overlap', 'USING gist (schedule_id WITH =, dates WITH &&)')
@Check('schedule_travels_dates_check', 'NOT isempty(dates) AND NOT lower_inf(dates) AND NOT upper_inf(dates)')
export class ScheduleTravel {
  @IdColumn() id: string;
  @ForeignKey('Schedule', { onDelete: 'CASCADE', name: 'schedule_travels_schedule_fkey' })
  @Column({ type: 'uuid' })
  scheduleId: string;
  @Column({ type: 'daterange' }) dates: string;
  /** IANA name. */
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
}
