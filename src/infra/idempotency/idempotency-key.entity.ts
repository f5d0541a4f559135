import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../database/columns.js';

/** How long a response is replayed for its key. */
export const IDEMPOTENCY_RETENTION_HOURS = 24;

/** Stored response to a POST with an `Idempotency-Key`; written in the transaction of what the POST created. */
@Entity('idempotency_keys')
@Index('idempotency_keys_created', ['createdAt'])
export class IdempotencyKey {
  @PrimaryColumn({ type: 'varchar', length: 80 }) principal: string;
  @PrimaryColumn({ type: 'varchar', length: 200 }) route: string;
  @PrimaryColumn({ type: 'varchar', length: 255 }) key: string;
  /** SHA-256 of method, address and body. */
  @Column({ type: 'char', length: 64 }) fingerprint: string;
  @Column({ type: 'smallint' }) status: number;
  /** The response body, byte for byte; encrypted at rest when it holds a secret. */
  @Column({ type: 'text' }) body: string;
  @CreatedAtColumn() createdAt: Date;
}
