import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { IdColumn, UpdatedAtColumn } from '../../../../infra/database/columns.js';
import type { Holding } from './booking-news.js';

/**
 * What a person was sent about a booking and still goes by, also after leaving it. Written in the transaction of the
 * change that is announced. Messages about a whole series are not recorded here.
 */
@Entity('booking_recipients')
@Unique('booking_recipients_user_key', ['bookingId', 'userId'])
@Unique('booking_recipients_email_key', ['bookingId', 'email'])
@Index('booking_recipients_user', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('booking_recipients_email', ['email'], { where: 'email IS NOT NULL' })
@Index('booking_recipients_done', ['updatedAt'], { where: `holds = 'nothing'` })
@Check('booking_recipients_person_check', 'num_nonnulls(user_id, email) = 1')
@Check('booking_recipients_holds_check', `holds IN ('nothing', 'request', 'invitation')`)
export class BookingRecipient {
  @IdColumn() id: string;
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'booking_recipients_booking_fkey' })
  @Column({ type: 'uuid' })
  bookingId: string;
  @ForeignKey('User', { onDelete: 'CASCADE', name: 'booking_recipients_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  /** Of recipients without an account. */
  @Column({ type: 'citext', nullable: true }) email: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true }) name: string | null;
  @Column({ type: 'varchar', length: 20 }) holds: Holding;
  /** Has an instance without its series, in the calendar with the UID of the booking. */
  @Column({ type: 'boolean', default: false }) isApart: boolean;
  /** SEQUENCE of the last message. */
  @Column({ type: 'int' }) sequence: number;
  @UpdatedAtColumn() updatedAt: Date;
}
