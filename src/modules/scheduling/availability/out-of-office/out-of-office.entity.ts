import { Check, Column, Entity, Exclusion, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import { ABSENCE_REASONS, type AbsenceReason } from './out-of-office.rules.js';

const REASONS = ABSENCE_REASONS.map((reason) => `'${reason}'`).join(', ');

/**
 * An absence: the bookable cannot be booked, whatever its schedule says. It is no claim: existing bookings stay,
 * because somebody has to decide about each.
 */
@Entity('out_of_office')
@Exclusion('out_of_office_overlap', 'USING gist (bookable_id WITH =, during WITH &&)')
@Index('out_of_office_stand_in', ['standInId'], { where: 'stand_in_id IS NOT NULL' })
@Check('out_of_office_during_check', 'NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)')
@Check('out_of_office_reason_check', `reason IN (${REASONS})`)
@Check('out_of_office_days_check', 'num_nonnulls(first_day, last_day, time_zone) IN (0, 3) AND first_day <= last_day')
@Check('out_of_office_stand_in_check', 'stand_in_id <> bookable_id')
export class OutOfOffice {
  @IdColumn() id: string;
  @ForeignKey('Bookable', { onDelete: 'CASCADE', name: 'out_of_office_bookable_fkey' })
  @Column({ type: 'uuid' })
  bookableId: string;
  @Column({ type: 'tstzrange' }) during: string;
  /** Set when it was entered in dates: both inclusive, in this time zone. */
  @Column({ type: 'date', nullable: true }) firstDay: string | null;
  @Column({ type: 'date', nullable: true }) lastDay: string | null;
  @Column({ type: 'varchar', length: 64, nullable: true }) timeZone: string | null;
  @Column({ type: 'varchar', length: 20 }) reason: AbsenceReason;
  @Column({ type: 'varchar', length: 500, nullable: true }) note: string | null;
  /** Who can be booked instead. */
  @ForeignKey('User', { name: 'out_of_office_stand_in_fkey' })
  @Column({ type: 'uuid', nullable: true })
  standInId: string | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
