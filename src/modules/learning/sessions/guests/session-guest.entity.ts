import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, JsonColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import { GUEST_ROLES, type GuestRole, type Occasion } from './guest.rules.js';

const ROLES = GUEST_ROLES.map((role) => `'${role}'`).join(', ');

/**
 * Somebody without an account, who comes into one room by a link of their own: made by who runs the room, or for an
 * attendee of its booking. Stays when it is revoked, because what they said does.
 */
@Entity('session_guests')
@Unique('session_guests_token_key', ['tokenHash'])
@Unique('session_guests_attendee_key', ['attendeeId'])
@Index('session_guests_created', ['sessionId', 'createdAt', 'id'])
@Index('session_guests_creator', ['createdBy'], { where: 'created_by IS NOT NULL' })
@Index('session_guests_named', ['expiresAt'], { where: 'name IS NOT NULL' })
@Check('session_guests_role_check', `role IN (${ROLES})`)
@Check('session_guests_origin_check', 'num_nonnulls(created_by, attendee_id) = 1')
export class SessionGuest {
  @IdColumn() id: string;
  @ForeignKey('Session', { onDelete: 'CASCADE', name: 'session_guests_session_fkey' })
  @Column({ type: 'uuid' })
  sessionId: string;
  @Column({ type: 'varchar', length: 20 }) role: GuestRole;
  /** As they or their host gave it; null when nobody did, and some time after the end of the link. */
  @Column({ type: 'varchar', length: 100, nullable: true }) name: string | null;
  /** Null for attendees of bookings. */
  @ForeignKey('User', { name: 'session_guests_creator_fkey' })
  @Column({ type: 'uuid', nullable: true })
  createdBy: string | null;
  /** Of the booking; outlives it, so it is no foreign key. */
  @Column({ type: 'uuid', nullable: true }) attendeeId: string | null;
  /** SHA-256 of the secret in the link. */
  @Column({ type: 'char', length: 64 }) tokenHash: string;
  /** The secret, encrypted: the worker needs it for every e-mail about the booking. Null for links of hosts. */
  @Column({ type: 'text', nullable: true }) sealedSecret: string | null;
  @TimestampColumn({ nullable: true }) startsAt: Date | null;
  @TimestampColumn({ nullable: true }) opensAt: Date | null;
  @TimestampColumn() expiresAt: Date;
  /** Of a series: its times, the earliest end first. `startsAt` and `opensAt` are those of the first, `expiresAt` of the last. */
  @JsonColumn({ nullable: true }) occasions: readonly Occasion[] | null;
  @TimestampColumn({ nullable: true }) enteredAt: Date | null;
  @TimestampColumn({ nullable: true }) revokedAt: Date | null;
  /** Removed by who runs the room: the booking does not let them in again. */
  @Column({ type: 'boolean', default: false }) isBarred: boolean;
  @CreatedAtColumn() createdAt: Date;
}
