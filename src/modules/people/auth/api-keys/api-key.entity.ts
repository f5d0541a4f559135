import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, RowVersionColumn, TimestampColumn } from '../../../../infra/database/columns.js';

/**
 * An API key of a person or a service account. Triggers note its revocation (`access_changes`), as of login sessions.
 */
@Entity('api_keys')
@Unique('api_keys_hash_key', ['hash'])
@Index('api_keys_user', ['userId', 'createdAt'])
@Index('api_keys_maker', ['madeBy'])
@Index('api_keys_expires', ['expiresAt'])
@Check('api_keys_rate_check', 'requests_per_minute > 0')
export class ApiKey {
  @IdColumn() id: string;

  @ForeignKey('User', { onDelete: 'CASCADE', name: 'api_keys_user_fkey' })
  @Column({ type: 'uuid' })
  userId: string;

  /** Who created it and knows the secret; for a service account somebody else. Null when they were erased. */
  @ForeignKey('User', { onDelete: 'SET NULL', name: 'api_keys_maker_fkey' })
  @Column({ type: 'uuid', nullable: true })
  madeBy: string | null;

  @Column({ type: 'varchar', length: 100 }) name: string;
  /** SHA-256 of the secret in hexadecimal; 190 random bits need no slow hash. */
  @Column({ type: 'varchar', length: 64 }) hash: string;
  /** Last characters of the secret, for its owner to recognise it. */
  @Column({ type: 'varchar', length: 4 }) lastFour: string;
  @Column({ type: 'varchar', length: 60, array: true }) scopes: string[];
  /** Null for the limit of the installation. */
  @Column({ type: 'int', nullable: true }) requestsPerMinute: number | null;
  @TimestampColumn() expiresAt: Date;
  /** To the minute. */
  @TimestampColumn({ nullable: true }) lastUsedAt: Date | null;
  @Column({ type: 'varchar', length: 45, nullable: true }) lastUsedNetwork: string | null;
  @TimestampColumn({ nullable: true }) revokedAt: Date | null;
  /** When its owner was warned of the expiry. */
  @TimestampColumn({ nullable: true }) warnedAt: Date | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
}
