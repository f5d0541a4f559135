import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CreatedAtColumn } from '../database/columns.js';

/** Proof that a consumer processed a message; written in the transaction of the effect, so that it happens once. */
@Entity('inbox_entries')
@Index('inbox_entries_message', ['messageId'])
export class InboxEntry {
  @PrimaryColumn({ type: 'varchar', length: 100 }) consumer: string;
  @ForeignKey('OutboxMessage', { onDelete: 'CASCADE', name: 'inbox_entries_message_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  messageId: string;
  @CreatedAtColumn() createdAt: Date;
}
