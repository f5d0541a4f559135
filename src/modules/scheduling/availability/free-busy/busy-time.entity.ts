import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn } from '../../../../infra/database/columns.js';

/** Busy time from an external calendar. Advisory: it does not conflict with bookings that were there before. */
@Entity('busy_times')
@Index('busy_times_during', ['bookableId', 'during'], { spatial: true })
@Index('busy_times_source', ['sourceId'])
@Check('busy_times_during_check', 'NOT isempty(during)')
export class BusyTime {
  @IdColumn() id: string;
  @ForeignKey('Bookable', { onDelete: 'CASCADE', name: 'busy_times_bookable_fkey' })
  @Column({ type: 'uuid' })
  bookableId: string;
  /** The external calendar. */
  @Column({ type: 'uuid' }) sourceId: string;
  @Column({ type: 'tstzrange' }) during: string;
}
