import { Check, Column, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { CreatedAtColumn, IdColumn, TimestampColumn } from '../../../../infra/database/columns.js';
import { CALENDAR_FEED_SCOPES, type CalendarFeedScope } from '../calendar-feed.rules.js';

const SCOPES = CALENDAR_FEED_SCOPES.map((scope) => `'${scope}'`).join(', ');

/** A feed with a secret URL, which shows bookings to whoever knows it. A person has at most one per calendar. */
@Entity('calendar_feeds')
@Unique('calendar_feeds_secret_key', ['secretHash'])
@Index('calendar_feeds_owner_created', ['ownerId', 'createdAt', 'id'])
@Index('calendar_feeds_person_key', ['ownerId'], { unique: true, where: `scope = 'person'` })
@Index('calendar_feeds_organization_key', ['organizationId', 'ownerId'], {
  unique: true,
  where: 'organization_id IS NOT NULL',
})
@Index('calendar_feeds_bookable_key', ['bookableId', 'ownerId'], { unique: true, where: 'bookable_id IS NOT NULL' })
@Check('calendar_feeds_scope_check', `scope IN (${SCOPES})`)
@Check('calendar_feeds_organization_check', `(scope = 'organization') = (organization_id IS NOT NULL)`)
@Check('calendar_feeds_bookable_check', `(scope = 'bookable') = (bookable_id IS NOT NULL)`)
export class CalendarFeed {
  @IdColumn() id: string;
  @ForeignKey('User', { name: 'calendar_feeds_owner_fkey' })
  @Column({ type: 'uuid' })
  ownerId: string;
  @Column({ type: 'varchar', length: 20 }) scope: CalendarFeedScope;
  @ForeignKey('Organization', { onDelete: 'CASCADE', name: 'calendar_feeds_organization_fkey' })
  @Column({ type: 'uuid', nullable: true })
  organizationId: string | null;
  @ForeignKey('Bookable', { onDelete: 'CASCADE', name: 'calendar_feeds_bookable_fkey' })
  @Column({ type: 'uuid', nullable: true })
  bookableId: string | null;
  /** SHA-256 of the secret in the URL, to look the feed up. */
  @Column({ type: 'char', length: 64 }) secretHash: string;
  /** The secret itself, encrypted at rest, to show the URL to its owner again. */
  @Column({ type: 'varchar', length: 200 }) sealedSecret: string;
  @CreatedAtColumn() createdAt: Date;
  @TimestampColumn({ nullable: true }) rotatedAt: Date | null;
}
