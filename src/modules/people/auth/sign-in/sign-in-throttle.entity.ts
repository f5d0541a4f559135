import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/** Attempts that were counted against an account, a network, or an account from a network or device; they fade with time. */
@Entity('sign_in_throttles')
@Index('sign_in_throttles_attempted', ['attemptedAt'])
export class SignInThrottle {
  /** SHA-256 of what is counted, hexadecimal: no addresses are kept here. */
  @PrimaryColumn({ type: 'char', length: 64 }) key: string;
  /** As of `attemptedAt`. */
  @Column({ type: 'double precision' }) attempts: number;
  @TimestampColumn() attemptedAt: Date;
  @TimestampColumn() blockedUntil: Date;
}
