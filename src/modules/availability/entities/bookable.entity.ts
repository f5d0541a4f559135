import { Check, Column, Entity, ForeignKey, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../infra/database/columns.js';

/**
 * Something whose time can be taken. The bookable of a person has the person's id, so that it needs no look-up and two
 * first bookings at once make one.
 */
@Entity('bookables')
@Unique('bookables_user_key', ['userId'])
@Check('bookables_user_check', 'user_id = id')
export class Bookable {
  @IdColumn() id: string;
  /** Null for rooms and devices. */
  @ForeignKey('User', { name: 'bookables_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  @CreatedAtColumn() createdAt: Date;
}
