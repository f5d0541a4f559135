import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn, TimestampColumn } from '../../../../infra/database/columns.js';

export const ONE_TIME_PURPOSES = ['verify_email', 'reset_password', 'change_email', 'revert_email'] as const;
export type OneTimePurpose = (typeof ONE_TIME_PURPOSES)[number];

const PURPOSES = ONE_TIME_PURPOSES.map((purpose) => `'${purpose}'`).join(', ');

/** Single-use secret of a mailed link, stored as a hash. */
@Entity('one_time_tokens')
@Index('one_time_tokens_user', ['userId', 'purpose'])
@Index('one_time_tokens_expires', ['expiresAt'])
@Index('one_time_tokens_email', ['email', 'purpose'])
@Check('one_time_tokens_purpose_check', `purpose IN (${PURPOSES})`)
export class OneTimeToken {
  /** SHA-256, hexadecimal. */
  @PrimaryColumn({ type: 'char', length: 64 }) hash: string;

  @ForeignKey('User', { onDelete: 'CASCADE', name: 'one_time_tokens_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;

  @Column({ type: 'varchar', length: 20 }) purpose: OneTimePurpose;
  /** Address that it was mailed to; the link is void once the account has another one. */
  @Column({ type: 'citext' }) email: string;
  @CreatedAtColumn() createdAt: Date;
  @TimestampColumn() expiresAt: Date;
  @TimestampColumn({ nullable: true }) usedAt: Date | null;
}
