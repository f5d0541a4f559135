import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A message, the parent, that is handed over once the other one, a child of it, is over. Stays as long as both do. */
@Entity('outbox_waits')
@Index('outbox_waits_child', ['childId'])
export class OutboxWait {
  @ForeignKey('OutboxMessage', { onDelete: 'CASCADE', name: 'outbox_waits_parent_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  parentId: string;
  @ForeignKey('OutboxMessage', { onDelete: 'CASCADE', name: 'outbox_waits_child_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  childId: string;
}
