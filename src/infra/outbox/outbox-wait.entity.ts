import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A dependency: the parent is published once the child is over. Deleted with either of them. */
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
