import { Column, Entity, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';

/** How far the sealing is; one row, which the database keeps from going beyond what is over. */
@Entity('audit_seal_state')
export class AuditSealState {
  @PrimaryColumn({ type: 'smallint' }) id: number;
  /** Entries of transactions before it are sealed. */
  @Column({ type: 'bigint', default: 0 }) horizon: string;
  /** Older entries are not sealed any more: a restored database counts its transactions anew. */
  @TimestampColumn({ default: () => `'-infinity'` }) since: Date;
}
