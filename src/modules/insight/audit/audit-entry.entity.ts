import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { JsonColumn } from '../../../infra/database/columns.js';
import {
  AUDIT_LEVELS,
  AUDIT_RETENTIONS,
  type AuditLevel,
  type AuditRetention,
} from '../../../infra/audit/audit-meaning.js';

const listed = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');

/**
 * An entry of the audit log, never changed nor deleted: the database refuses both. Partitioned by retention class, and
 * in it by time, so that old entries are dropped with their partition. It names people by id alone, which identifies
 * nobody once the account is empty; personal data is in its `AuditDetails`, to which `digest` is a hash commitment.
 */
@Entity('audit_entries')
@Index('audit_entries_transaction', ['transaction'])
@Index('audit_entries_action', ['action', 'createdAt', 'id'])
@Index('audit_entries_level', ['level', 'createdAt', 'id'])
@Index('audit_entries_of_user', ['userId', 'createdAt', 'id'], { where: 'user_id IS NOT NULL' })
@Index('audit_entries_of_session', ['sessionId', 'createdAt', 'id'], { where: 'session_id IS NOT NULL' })
@Index('audit_entries_of_organization', ['organizationId', 'createdAt', 'id'], { where: 'organization_id IS NOT NULL' })
@Index('audit_entries_status', ['statusCode', 'createdAt', 'id'], { where: 'status_code IS NOT NULL' })
@Check('audit_entries_level_check', `level IN (${listed(AUDIT_LEVELS)})`)
@Check('audit_entries_retention_check', `retention IN (${listed(AUDIT_RETENTIONS)})`)
export class AuditEntry {
  @PrimaryColumn({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt: Date;
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @PrimaryColumn({ type: 'varchar', length: 10 }) retention: AuditRetention;
  /** Id of the transaction that wrote it, by which the sealing knows what it has seen. */
  @Column({ type: 'bigint' }) transaction: string;
  @Column({ type: 'varchar', length: 10 }) level: AuditLevel;
  @Column({ type: 'varchar', length: 100 }) action: string;
  @Column({ type: 'varchar', length: 2000 }) message: string;
  @Column({ type: 'uuid', nullable: true }) userId: string | null;
  @Column({ type: 'uuid', nullable: true }) organizationId: string | null;
  @Column({ type: 'uuid', nullable: true }) sessionId: string | null;
  @Column({ type: 'varchar', length: 128, nullable: true }) requestId: string | null;
  @Column({ type: 'varchar', length: 20, nullable: true }) method: string | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) url: string | null;
  @Column({ type: 'smallint', nullable: true }) statusCode: number | null;
  /** Milliseconds. */
  @Column({ type: 'int', nullable: true }) responseTime: number | null;
  @JsonColumn() metadata: Record<string, unknown>;
  @Column({ type: 'varchar', length: 50, array: true }) tags: string[];
  /** SHA-256 of salt and text of its details; null when it has none. */
  @Column({ type: 'bytea', nullable: true }) digest: Buffer | null;
}
