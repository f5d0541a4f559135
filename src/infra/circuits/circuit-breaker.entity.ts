import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../database/columns.js';

/**
 * An outside service whose last calls failed. Without a row the circuit is closed and nothing is known against it.
 * In the database, because all workers share it, and the API shows it.
 */
@Entity('circuit_breakers')
@Index('circuit_breakers_failed', ['lastFailedAt'])
export class CircuitBreaker {
  /** Name of an `OutsideService`. */
  @PrimaryColumn({ type: 'varchar', length: 40 }) service: string;
  /** Which one of its kind; empty where there is only one. */
  @PrimaryColumn({ type: 'varchar', length: 300 }) target: string;
  /** Consecutive ones. */
  @Column({ type: 'int' }) failures: number;
  @TimestampColumn() lastFailedAt: Date;
  @Column({ type: 'varchar', length: 300 }) lastError: string;
  /** Null while it is closed. */
  @TimestampColumn({ nullable: true }) openedAt: Date | null;
  /** From when on one call is let through. */
  @TimestampColumn({ nullable: true }) retryAt: Date | null;
  /** When that call began, which has not ended yet. */
  @TimestampColumn({ nullable: true }) trialAt: Date | null;
}
