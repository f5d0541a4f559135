import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A required resource: every booking of the type claims it. */
@Entity('event_type_bookables')
@Index('event_type_bookables_bookable', ['bookableId'])
export class EventTypeBookable {
  @ForeignKey('EventType', { onDelete: 'CASCADE', name: 'event_type_bookables_type_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  eventTypeId: string;
  @ForeignKey('Bookable', { onDelete: 'CASCADE', name: 'event_type_bookables_bookable_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  bookableId: string;
}
