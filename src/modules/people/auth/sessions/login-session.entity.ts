import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';

export type SessionEnd =
  'logout' | 'revoked' | 'password_changed' | 'password_reset' | 'email_reverted' | 'refresh_reuse' | 'deactivated';

/** A login session on one device: a refresh token family, of which only the number of the current token is stored. */
@Entity('login_sessions')
@Index('login_sessions_user', ['userId', 'createdAt'])
@Index('login_sessions_expires', ['expiresAt'])
export class LoginSession {
  @IdColumn() id: string;

  @ForeignKey('User', { onDelete: 'CASCADE', name: 'login_sessions_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;

  /** Token version of the user at sign-in; the session is not valid for another one. */
  @Column({ type: 'int' }) tokenVersion: number;
  /** For display: `Firefox on Linux`. */
  @Column({ type: 'varchar', length: 100 }) device: string;
  @Column({ type: 'varchar', length: 45 }) address: string;
  /** Network of the address (IPv6: its /64); null for sessions from older releases. */
  @Column({ type: 'varchar', length: 45, nullable: true }) network: string | null;
  @CreatedAtColumn() createdAt: Date;
  @TimestampColumn({ default: () => 'now()' }) lastUsedAt: Date;
  /** Idle time-out, at most the absolute one. */
  @TimestampColumn() expiresAt: Date;
  /** Number of the current refresh token; reuse of an earlier one is a sign of theft. */
  @Column({ type: 'int', default: 0 }) refreshNumber: number;
  @TimestampColumn({ nullable: true }) refreshedAt: Date | null;
  @TimestampColumn({ nullable: true }) endedAt: Date | null;
  @Column({ type: 'varchar', length: 30, nullable: true }) endReason: SessionEnd | null;
}
