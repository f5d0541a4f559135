import { Check, Column, Entity, Exclusion, ForeignKey, Index, Unique } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  LANGUAGE_CHECK,
  LanguageColumn,
  TimestampColumn,
} from '../../../../infra/database/columns.js';
import type { Language } from '../../../../kernel/language.js';
import { type Obstacle, OBSTACLES, WAITLIST_STATUSES, type WaitlistStatus } from '../waitlist.rules.js';

const quoted = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/** An entry of a waitlist: somebody waits for a slot of an event type. */
@Entity('waitlist_entries')
@Unique('waitlist_entries_secret_key', ['secretHash'])
@Index('waitlist_entries_queue', ['eventTypeId', 'status', 'createdAt', 'id'])
@Index('waitlist_entries_type_created', ['eventTypeId', 'createdAt', 'id'])
@Index('waitlist_entries_user_created', ['userId', 'createdAt', 'id'], { where: 'user_id IS NOT NULL' })
@Index('waitlist_entries_email', ['attendeeEmail'], { where: 'attendee_email IS NOT NULL' })
@Index('waitlist_entries_range_end', ['rangeEnd'])
@Check('waitlist_entries_status_check', `status IN (${quoted(WAITLIST_STATUSES)})`)
@Check('waitlist_entries_range_check', 'range_end > range_start')
@Check('waitlist_entries_seats_check', 'seats >= 1')
@Check('waitlist_entries_attendee_check', '(attendee_email IS NULL) = (attendee_name IS NULL)')
@Check('waitlist_entries_person_check', 'user_id IS NOT NULL OR attendee_email IS NOT NULL')
@Check(
  'waitlist_entries_offer_check',
  `num_nonnulls(offer_start, offer_end, offer_expires_at) IN (0, 3) AND (status <> 'offered' OR offer_start IS NOT NULL)`,
)
@Check('waitlist_entries_language_check', LANGUAGE_CHECK)
@Check('waitlist_entries_obstacle_check', `obstacle IN (${quoted(OBSTACLES)})`)
@Check('waitlist_entries_passed_over_check', `(status = 'passed_over') = (obstacle IS NOT NULL)`)
@Exclusion(
  'waitlist_entries_one_wish',
  `USING gist (event_type_id WITH =, user_id WITH =, coalesce(attendee_email, '') WITH =, tstzrange(range_start, range_end) WITH &&) WHERE (user_id IS NOT NULL AND status IN ('waiting', 'offered'))`,
)
export class WaitlistEntry {
  @IdColumn() id: string;
  @ForeignKey('EventType', { onDelete: 'CASCADE', name: 'waitlist_entries_event_type_fkey' })
  @Column({ type: 'uuid' })
  eventTypeId: string;
  /** Null for guests. */
  @ForeignKey('User', { name: 'waitlist_entries_user_fkey' })
  @Column({ type: 'uuid', nullable: true })
  userId: string | null;
  /** Address of the attendee in lower case; null when it is the person with the account. */
  @Column({ type: 'varchar', length: 254, nullable: true }) attendeeEmail: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true }) attendeeName: string | null;
  @TimestampColumn() rangeStart: Date;
  @TimestampColumn() rangeEnd: Date;
  @Column({ type: 'int' }) durationMinutes: number;
  @Column({ type: 'int', default: 1 }) seats: number;
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  /** What somebody without an account reads; null where it is not known. */
  @LanguageColumn({ nullable: true }) language: Language | null;
  @JsonColumn({ default: () => `'{}'` }) answers: Record<string, unknown>;
  /** What the hosts are to know of the booking. */
  @Column({ type: 'varchar', length: 2000, nullable: true }) notes: string | null;
  @Column({ type: 'varchar', length: 20, default: 'waiting' }) status: WaitlistStatus;
  @Column({ type: 'varchar', length: 30, nullable: true }) obstacle: Obstacle | null;
  @TimestampColumn({ nullable: true }) offerStart: Date | null;
  @TimestampColumn({ nullable: true }) offerEnd: Date | null;
  @TimestampColumn({ nullable: true }) offerExpiresAt: Date | null;
  /** The hold of the offered slot; no foreign key, because holds expire by themselves. */
  @Column({ type: 'uuid', nullable: true }) holdId: string | null;
  @ForeignKey('Booking', { onDelete: 'SET NULL', name: 'waitlist_entries_booking_fkey' })
  @Index('waitlist_entries_booking', { where: 'booking_id IS NOT NULL' })
  @Column({ type: 'uuid', nullable: true })
  bookingId: string | null;
  /** SHA-256 of the secret of the link, to look the entry up. */
  @Column({ type: 'char', length: 64 }) secretHash: string;
  /** The secret, encrypted at rest: the worker puts it into e-mails. */
  @Column({ type: 'text' }) sealedSecret: string;
  @CreatedAtColumn() createdAt: Date;
}
