import { Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { IdColumn, TimestampColumn } from '../database/columns.js';

/** A message that a consumer gave up on. Kept in the database, so that losing Redis does not hide it. */
@Entity('dead_letters')
@Unique('dead_letters_consumer_message_key', ['consumer', 'messageId'])
@Index('dead_letters_message', ['messageId'])
@Index('dead_letters_failed', ['failedAt', 'id'])
export class DeadLetter {
  @IdColumn() id: string;
  @Column({ type: 'varchar', length: 100 }) consumer: string;
  @ForeignKey('OutboxMessage', { onDelete: 'CASCADE', name: 'dead_letters_message_fkey' })
  @Column({ type: 'uuid' })
  messageId: string;
  @Column({ type: 'text' }) error: string;
  @Column({ type: 'int' }) attempts: number;
  @TimestampColumn({ default: () => 'now()' }) failedAt: Date;
}
