import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn } from '../../../../infra/database/columns.js';

/** Time that an external calendar says is taken. It is advice: nothing is refused that was booked before it came. */
@Entity('busy_times')
@Index('busy_times_during', ['bookableId', 'during'], { spatial: true })
@Index('busy_times_source', ['sourceId'])
@Check('busy_times_during_check', 'NOT isempty(during)')
export class BusyTime {
  @IdColumn() id: string;
  @ForeignKey('Bookable', { onDelete: 'CASCADE', name: 'busy_times_bookable_fkey' })
  @Column({ type: 'uuid' })
  bookableId: string;
  /** The calendar that says so. */
  @Column({ type: 'uuid' }) sourceId: string;
  @Column({ type: 'tstzrange' }) during: string;
}
