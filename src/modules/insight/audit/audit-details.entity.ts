import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AUDIT_RETENTIONS, type AuditRetention } from '../../../infra/audit/audit-meaning.js';

/**
 * Personal data of an entry: network address, user agent, the text of an error. Deleted when the person is erased, with
 * the salt that keeps its digest from being guessed; the entry stays as it was sealed. Partitioned as the entries are.
 */
@Entity('audit_details')
@Index('audit_details_of_user', ['userId'], { where: 'user_id IS NOT NULL' })
@Check('audit_details_retention_check', `retention IN (${AUDIT_RETENTIONS.map((name) => `'${name}'`).join(', ')})`)
export class AuditDetails {
  @PrimaryColumn({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt: Date;
  @PrimaryColumn({ type: 'uuid' }) entryId: string;
  @PrimaryColumn({ type: 'varchar', length: 10 }) retention: AuditRetention;
  @Column({ type: 'uuid', nullable: true }) userId: string | null;
  @Column({ type: 'bytea' }) salt: Buffer;
  /** JSON, kept as the text that was hashed. */
  @Column({ type: 'text' }) details: string;
}
