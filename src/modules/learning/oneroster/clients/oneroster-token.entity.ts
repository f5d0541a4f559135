import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TimestampColumn } from '../../../../infra/database/columns.js';
import type { RosterScope } from '../protocol/scopes.js';

/** A token that a client got for its secret. It ends with the client, and when the secret is changed. */
@Entity('oneroster_tokens')
@Index('oneroster_tokens_client', ['clientId', 'expiresAt'])
export class OneRosterToken {
  @PrimaryColumn({ type: 'varchar', length: 64 }) hash: string;
  @ForeignKey('OneRosterClient', { onDelete: 'CASCADE', name: 'oneroster_tokens_client_fkey' })
  @Column({ type: 'uuid' })
  clientId: string;
  @Column({ type: 'varchar', length: 100, array: true }) scopes: RosterScope[];
  @TimestampColumn() expiresAt: Date;
}
