import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../infra/database/columns.js';

/** Attempts that were counted against an account, an address, or an account from an address. */
@Entity('sign_in_throttles')
@Index('sign_in_throttles_attempted', ['attemptedAt'])
export class SignInThrottle {
  /** SHA-256 of what is counted, hexadecimal: no addresses are kept here. */
  @PrimaryColumn({ type: 'char', length: 64 }) key: string;
  @Column({ type: 'int' }) attempts: number;
  @TimestampColumn() attemptedAt: Date;
  @TimestampColumn() blockedUntil: Date;
}
