import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn } from '../../../../infra/database/columns.js';

/**
 * An attendee of a series, invited to every instance without an override; replies are stored with the instances. With
 * both an account and an address, others see the address that was entered, and not the account.
 */
@Entity('booking_series_attendees')
@Unique('booking_series_attendees_user_key', ['seriesId', 'userId'])
@Unique('booking_series_attendees_email_key', ['seriesId', 'email'])
@Index('booking_series_attendees_user', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('booking_series_attendees_email', ['email'], { where: 'email IS NOT NULL' })
export class BookingSeriesAttendee {
  @IdColumn() id: string;
  @ForeignKey('BookingSeries', { onDelete: 'CASCADE', name: 'booking_series_attendees_series_fkey' })
  @Column({ type: 'uuid' })
  seriesId: string;
  @ForeignKey('User', { name: 'booking_series_attendees_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  @Column({ type: 'citext', nullable: true }) email: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true }) name: string | null;
  @CreatedAtColumn() createdAt: Date;
}
