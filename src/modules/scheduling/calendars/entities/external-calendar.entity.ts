import { Check, Column, Entity, ForeignKey, Index } from 'typeorm';
import {
  CreatedAtColumn,
  IdColumn,
  JsonColumn,
  RowVersionColumn,
  TimestampColumn,
  UpdatedAtColumn,
} from '../../../../infra/database/columns.js';
import { SYNC_STATUSES, type SyncStatus } from '../external-calendar.rules.js';
import type { ReadingNote } from '../reading/reading-notes.js';

const STATUSES = SYNC_STATUSES.map((status) => `'${status}'`).join(', ');

/** A calendar elsewhere that says when a bookable is busy, and what came of looking into it. */
@Entity('external_calendars')
@Index('external_calendars_owner_created', ['ownerId', 'createdAt', 'id'])
@Index('external_calendars_bookable', ['bookableId'])
@Index('external_calendars_next_sync', ['nextSyncAt'])
@Check('external_calendars_status_check', `last_status IN (${STATUSES})`)
@Check('external_calendars_error_check', `(last_status = 'error') = (last_error_code IS NOT NULL)`)
export class ExternalCalendar {
  @IdColumn() id: string;
  @ForeignKey('User', { name: 'external_calendars_owner_fkey' })
  @Column({ type: 'uuid' })
  ownerId: string;
  @ForeignKey('Bookable', { onDelete: 'CASCADE', name: 'external_calendars_bookable_fkey' })
  @Column({ type: 'uuid' })
  bookableId: string;
  @Column({ type: 'varchar', length: 100 }) name: string;
  /** The address is often a permission by itself, so it is not stored as it is. */
  @Column({ type: 'text' }) sealedUrl: string;
  @Column({ type: 'varchar', length: 300 }) maskedUrl: string;
  @TimestampColumn({ default: () => 'now()' }) nextSyncAt: Date;
  /** A worker looks into it now; whoever changes the address takes it from the worker. */
  @TimestampColumn({ nullable: true }) leasedUntil: Date | null;
  @TimestampColumn({ nullable: true }) lastSyncAt: Date | null;
  @Column({ type: 'varchar', length: 10, nullable: true }) lastStatus: SyncStatus | null;
  @Column({ type: 'varchar', length: 40, nullable: true }) lastErrorCode: string | null;
  @Column({ type: 'varchar', length: 300, nullable: true }) lastErrorMessage: string | null;
  /** In a row. */
  @Column({ type: 'int', default: 0 }) failures: number;
  /** Of the last time that the file was read: events that were, events that were passed over, and why. */
  @Column({ type: 'int', nullable: true }) eventCount: number | null;
  @Column({ type: 'int', nullable: true }) skippedCount: number | null;
  @JsonColumn({ default: () => `'[]'` }) notes: ReadingNote[];
  /** When the file was last read in whole, and what the server called that version of it. */
  @TimestampColumn({ nullable: true }) readAt: Date | null;
  /** What else the busy times depend on besides the file; see `readingBasis`. */
  @Column({ type: 'char', length: 64, nullable: true }) readWith: string | null;
  @Column({ type: 'varchar', length: 300, nullable: true }) etag: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true }) lastModified: string | null;
  /** Counts what the owner changes, not what the worker does. */
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
