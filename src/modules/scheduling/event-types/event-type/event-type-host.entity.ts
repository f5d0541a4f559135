import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * A host of an event type. Hosts of an organization's type are its members: the foreign key to the membership refuses
 * everybody else, and its cascade removes the host when they leave.
 */
@Entity('event_type_hosts')
@ForeignKey('OrganizationMember', ['organizationId', 'userId'], ['organizationId', 'userId'], {
  onDelete: 'CASCADE',
  name: 'event_type_hosts_member_fkey',
})
@Index('event_type_hosts_user', ['userId'])
@Index('event_type_hosts_schedule', ['scheduleId'], { where: 'schedule_id IS NOT NULL' })
@Index('event_type_hosts_member', ['organizationId', 'userId'], { where: 'organization_id IS NOT NULL' })
@Check('event_type_hosts_weight_check', 'weight BETWEEN 1 AND 100')
@Check('event_type_hosts_priority_check', 'priority BETWEEN 0 AND 10')
export class EventTypeHost {
  @ForeignKey('EventType', { onDelete: 'CASCADE', name: 'event_type_hosts_type_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  eventTypeId: string;
  @ForeignKey('User', { name: 'event_type_hosts_user_fkey' })
  @PrimaryColumn({ type: 'uuid' })
  userId: string;
  /** Organization of the event type; null for personal types. */
  @Column({ type: 'uuid', nullable: true }) organizationId: string | null;
  /** Null: the host's default schedule. */
  @ForeignKey('Schedule', { onDelete: 'SET NULL', name: 'event_type_hosts_schedule_fkey' })
  @Column({ type: 'uuid', nullable: true })
  scheduleId: string | null;
  @Column({ type: 'int', default: 1 }) weight: number;
  @Column({ type: 'int', default: 0 }) priority: number;
}
