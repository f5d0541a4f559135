import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * Counter of sign-in attempts for an account, a network, or an account from one network or device, with exponential
 * decay.
 */
@Entity('sign_in_throttles')
@Index('sign_in_throttles_attempted', ['attemptedAt'])
export class SignInThrottle {
  /** SHA-256 of the key in hexadecimal, so that no addresses are stored. */
  @PrimaryColumn({ type: 'char', length: 64 }) key: string;
  /** Level at `attemptedAt`. */
  @Column({ type: 'double precision' }) attempts: number;
  @TimestampColumn() attemptedAt: Date;
  @TimestampColumn() blockedUntil: Date;
}
