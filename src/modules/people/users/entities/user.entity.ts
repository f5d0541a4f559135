import { Check, Column, Entity, Index, Unique } from 'typeorm';
import { PLATFORM_ROLES, type PlatformRole } from '../../../../infra/access/actor.js';
import {
  CreatedAtColumn,
  LANGUAGE_CHECK,
  LanguageColumn,
  IdColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import type { Language } from '../../../../kernel/language.js';
import { USERNAME_MAX, USERNAME_MIN } from '../username.rules.js';

const ROLES = PLATFORM_ROLES.map((role) => `'${role}'`).join(', ');

@Entity('users')
@Unique('users_email_key', ['email'])
@Unique('users_username_key', ['username'])
@Index('users_created', ['createdAt', 'id'])
@Index('users_name', ['name', 'id'])
// TypeORM cannot express operator classes: USING gin with gin_trgm_ops on name, first_name, last_name, both, and email::text.
@Index('users_trigrams', { synchronize: false })
// The same on username::text.
@Index('users_username_trigrams', { synchronize: false })
@Index('users_staff', ['role', 'createdAt', 'id'], { where: `role <> 'user' AND erased_at IS NULL` })
@Index('users_inactive', ['createdAt', 'id'], { where: 'NOT is_active AND erased_at IS NULL' })
@Index('users_unverified', ['createdAt', 'id'], { where: 'email_verified_at IS NULL AND erased_at IS NULL' })
@Index('users_active_admins', ['id'], { where: `role = 'admin' AND is_active` })
@Check('users_role_check', `role IN (${ROLES})`)
@Check('users_language_check', LANGUAGE_CHECK)
@Check('users_username_check', `username::text ~ '^[A-Za-z0-9_-]{${USERNAME_MIN},${USERNAME_MAX}}$'`)
@Check('users_leaver_check', 'erasure_requested_at IS NULL OR NOT is_active')
export class User {
  @IdColumn() id: string;
  /** Normalized by `normalizedEmail`; case-insensitive. */
  @Column({ type: 'citext' }) email: string;
  @Column({ type: 'varchar', length: 100 }) name: string;
  /** Given and family name, for clients that need them; `name` is the display name. */
  @Column({ type: 'varchar', length: 49, nullable: true }) firstName: string | null;
  @Column({ type: 'varchar', length: 49, nullable: true }) lastName: string | null;
  /**
   * Signs in in place of the address; case-insensitive. Nobody else has a page with it as slug, or gets it for 90 days after
   * it was given up (migration `usernames`).
   */
  @Column({ type: 'citext', nullable: true }) username: string | null;
  /** Whether everybody may see the profile under the username. */
  @Column({ type: 'boolean', default: false }) isProfilePublic: boolean;
  @Column({ type: 'varchar', length: 20, default: 'user' }) role: PlatformRole;
  @Column({ type: 'boolean', default: true }) isActive: boolean;
  @TimestampColumn({ nullable: true }) emailVerifiedAt: Date | null;
  /** IANA name; times in e-mails and summaries are shown in it. */
  @Column({ type: 'varchar', length: 64, default: 'UTC' }) timeZone: string;
  /** Language of e-mails; null where unknown. */
  @LanguageColumn({ nullable: true }) language: Language | null;
  /** Whether bookings of others that the person attends keep them from being booked. */
  @Column({ type: 'boolean', default: true }) busyWhenAttending: boolean;
  /** Claim `ver` of access tokens: incrementing it revokes all tokens issued before. */
  @Column({ type: 'int', default: 0 }) tokenVersion: number;
  @TimestampColumn({ nullable: true }) lastLoginAt: Date | null;
  /** Made by `npm run seed -- --demo`, which erases these accounts again and no others. */
  @Column({ type: 'boolean', default: false }) isDemo: boolean;
  /** Set by the request for erasure: the account is closed, and keeps its name until others were notified. */
  @TimestampColumn({ nullable: true }) erasureRequestedAt: Date | null;
  /** Set by the erasure; the row stays without personal data, for what refers to it. */
  @TimestampColumn({ nullable: true }) erasedAt: Date | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
