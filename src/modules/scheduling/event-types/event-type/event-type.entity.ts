import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import type { SessionLanguage } from '../../../learning/sessions/sessions.api.js';
import type { Assignment, BookingWindow, Limits, Question } from '../event-types.api.js';

/**
 * SQL: row `t` is not archived. Deleting an organization sets `organization_id` to null, which archives its types at
 * once: they must not become somebody's personal types.
 */
export const isLive = (t: string) =>
  `(${t}deleted_at IS NULL AND (${t}organization_id IS NOT NULL OR NOT ${t}for_organization))`;

const LIVE = isLive('');

/** An event type: what can be booked, and its rules. Archived types stay, because bookings refer to them. */
@Entity('event_types')
@Index('event_types_slug_key', ['slug'], { unique: true, where: LIVE })
@Index('event_types_copy_key', ['parentId', 'ownerId'], { unique: true, where: `parent_id IS NOT NULL AND ${LIVE}` })
@Index('event_types_owner_created', ['ownerId', 'createdAt', 'id'])
@Index('event_types_organization_created', ['organizationId', 'createdAt', 'id'], {
  where: 'organization_id IS NOT NULL',
})
@Check('event_types_slug_check', `slug ~ '^[a-z0-9](-?[a-z0-9])*$' AND length(slug) BETWEEN 3 AND 64`)
@Check(
  'event_types_durations_check',
  'cardinality(durations) BETWEEN 1 AND 8 AND 5 <= ALL (durations) AND 1440 >= ALL (durations)',
)
@Check('event_types_slot_interval_check', 'slot_interval_minutes BETWEEN 5 AND 1440')
@Check(
  'event_types_buffers_check',
  'buffer_before_minutes BETWEEN 0 AND 1440 AND buffer_after_minutes BETWEEN 0 AND 1440',
)
@Check('event_types_notice_check', 'minimum_notice_minutes BETWEEN 0 AND 525600')
@Check('event_types_seats_check', `seats BETWEEN 1 AND 1000 AND (seats = 1 OR assignment <> 'round_robin')`)
@Check('event_types_assignment_check', `assignment IN ('single', 'round_robin', 'collective')`)
@Check('event_types_fairness_check', 'fairness_window_days BETWEEN 1 AND 365')
@Check('event_types_organization_check', 'for_organization OR organization_id IS NULL')
@Check('event_types_parent_check', `parent_id IS NULL OR (for_organization AND assignment = 'single')`)
export class EventType {
  @IdColumn() id: string;
  @ForeignKey('User', { name: 'event_types_owner_fkey' })
  @Column({ type: 'uuid' })
  ownerId: string;
  @ForeignKey('Organization', { onDelete: 'SET NULL', name: 'event_types_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
  /** Still true when the organization is deleted. */
  @Column({ type: 'boolean' }) forOrganization: boolean;
  /** The event type that this one is a managed copy of. */
  @ForeignKey('EventType', { name: 'event_types_parent_fkey' })
  @Column({ type: 'uuid', nullable: true })
  parentId: string | null;
  @Column({ type: 'varchar', length: 64 }) slug: string;
  @Column({ type: 'varchar', length: 200 }) title: string;
  @Column({ type: 'varchar', length: 5000, nullable: true }) description: string | null;
  @Column({ type: 'varchar', length: 500, nullable: true }) location: string | null;
  @Column({ type: 'varchar', length: 64 }) timeZone: string;
  @Column({ type: 'boolean' }) isPublic: boolean;
  @Column({ type: 'boolean' }) isActive: boolean;
  @Column({ type: 'int', array: true }) durations: number[];
  @Column({ type: 'int', nullable: true }) slotIntervalMinutes: number | null;
  @Column({ type: 'int' }) bufferBeforeMinutes: number;
  @Column({ type: 'int' }) bufferAfterMinutes: number;
  @Column({ type: 'int' }) minimumNoticeMinutes: number;
  @JsonColumn({ nullable: true }) bookingWindow: BookingWindow | null;
  @JsonColumn() limits: Limits;
  @Column({ type: 'int' }) seats: number;
  @Column({ type: 'boolean' }) requiresConfirmation: boolean;
  @Column({ type: 'boolean', default: false }) withSession: boolean;
  @Column({ type: 'varchar', length: 20, nullable: true }) sessionLanguage: SessionLanguage | null;
  @JsonColumn() questions: Question[];
  @Column({ type: 'varchar', length: 2000, nullable: true }) successRedirectUrl: string | null;
  @Column({ type: 'boolean', default: false }) redirectsWithBooking: boolean;
  @Column({ type: 'boolean', default: false }) redirectsInFrames: boolean;
  @Column({ type: 'int', array: true, nullable: true }) reminderMinutes: number[] | null;
  @Column({ type: 'varchar', length: 20 }) assignment: Assignment;
  @Column({ type: 'int' }) fairnessWindowDays: number;
  @TimestampColumn({ nullable: true }) deletedAt: Date | null;
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
