import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';

export type SessionEnd =
  'logout' | 'revoked' | 'password_changed' | 'password_reset' | 'email_reverted' | 'refresh_reuse' | 'deactivated';

/** A sign-in on one device: the family of the refresh tokens that were rotated since, of which only the number is kept. */
@Entity('login_sessions')
@Index('login_sessions_user', ['userId', 'createdAt'])
@Index('login_sessions_expires', ['expiresAt'])
export class LoginSession {
  @IdColumn() id: string;

  @ForeignKey('User', { onDelete: 'CASCADE', name: 'login_sessions_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;

  /** The user's token version at sign-in: a newer one ends the session. */
  @Column({ type: 'int' }) tokenVersion: number;
  /** For people: `Firefox on Linux`. */
  @Column({ type: 'varchar', length: 100 }) device: string;
  @Column({ type: 'varchar', length: 45 }) address: string;
  /** The part of the address that its customer has to themselves (IPv6: a /64); null for what began before it was kept. */
  @Column({ type: 'varchar', length: 45, nullable: true }) network: string | null;
  @CreatedAtColumn() createdAt: Date;
  @TimestampColumn({ default: () => 'now()' }) lastUsedAt: Date;
  /** Without a use until then it ends; never after its absolute lifetime from the sign-in. */
  @TimestampColumn() expiresAt: Date;
  /** Which refresh token is the current one. Using one of before again is a sign of theft. */
  @Column({ type: 'int', default: 0 }) refreshNumber: number;
  @TimestampColumn({ nullable: true }) refreshedAt: Date | null;
  @TimestampColumn({ nullable: true }) endedAt: Date | null;
  @Column({ type: 'varchar', length: 30, nullable: true }) endReason: SessionEnd | null;
}
