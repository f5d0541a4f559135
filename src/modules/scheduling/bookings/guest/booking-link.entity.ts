import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import {
  CreatedAtColumn,
  LANGUAGE_CHECK,
  LanguageColumn,
  TimestampColumn,
} from '../../../../infra/database/columns.js';
import type { Language } from '../../../../kernel/language.js';

/** Lets whoever booked without an account see, move and cancel that one booking. Replaced whenever it moves. */
@Entity('booking_links')
@Unique('booking_links_hash_key', ['hash'])
@Check('booking_links_language_check', LANGUAGE_CHECK)
export class BookingLink {
  @ForeignKey('Booking', { onDelete: 'CASCADE', name: 'booking_links_booking_fkey' })
  @PrimaryColumn('uuid')
  bookingId: string;
  /** SHA-256 of the secret, by which it is found. */
  @Column({ type: 'char', length: 64 }) hash: string;
  /** The secret, encrypted: the worker writes it into e-mails. */
  @Column({ type: 'text' }) sealedSecret: string;
  /** What whoever booked reads; null where it is not known. */
  @LanguageColumn({ nullable: true }) language: Language | null;
  @TimestampColumn() expiresAt: Date;
  @CreatedAtColumn() createdAt: Date;
}
