import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import {
  CreatedAtColumn,
  LANGUAGE_CHECK,
  LanguageColumn,
  TimestampColumn,
} from '../../../../infra/database/columns.js';
import type { Language } from '../../../../kernel/language.js';

/** Bearer link of a booker without an account, to see, move and cancel the booking. Rotated whenever it moves. */
@Entity('booking_links')
@Unique('booking_links_hash_key', ['hash'])
@Check('booking_links_language_check', LANGUAGE_CHECK)
export class BookingLink {
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'booking_links_booking_fkey' })
  @PrimaryColumn('uuid')
  bookingId: string;
  /** SHA-256 of the secret, for look-up. */
  @Column({ type: 'char', length: 64 }) hash: string;
  /** The secret, encrypted: the worker needs it for e-mails. */
  @Column({ type: 'text' }) sealedSecret: string;
  /** Language of the booker; null where unknown. */
  @LanguageColumn({ nullable: true }) language: Language | null;
  @TimestampColumn() expiresAt: Date;
  @CreatedAtColumn() createdAt: Date;
}
