import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';
import { AUDIT_RETENTIONS, type AuditRetention } from '../../../../infra/audit/audit-meaning.js';

/** A link of the chain: the signed Merkle root of some entries of one organization. Never changed nor deleted. */
@Entity('audit_seals')
@Check('audit_seals_retention_check', `retention IN (${AUDIT_RETENTIONS.map((name) => `'${name}'`).join(', ')})`)
export class AuditSeal {
  /** bigint, so a text. */
  @PrimaryColumn({ type: 'bigint' }) sequence: string;
  @Column({ type: 'bytea' }) previous: Buffer;
  @Column({ type: 'uuid', nullable: true }) organizationId: string | null;
  @Column({ type: 'varchar', length: 10 }) retention: AuditRetention;
  @Column({ type: 'date' }) period: string;
  @Column({ type: 'bytea' }) root: Buffer;
  @TimestampColumn() sealedAt: Date;
  /** SHA-256 of what is signed; the next seal has it. */
  @Column({ type: 'bytea' }) hash: Buffer;
  @Column({ type: 'bytea' }) signature: Buffer;
  @Column({ type: 'uuid', array: true }) entryIds: string[];
  /** The leaves of the tree one after the other, in the order of `entryIds`: they tell which entry was changed. */
  @Column({ type: 'bytea' }) leaves: Buffer;
}
