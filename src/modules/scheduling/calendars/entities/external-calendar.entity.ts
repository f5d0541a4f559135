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

/** An external calendar that makes a bookable busy, and the state of its sync. */
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
  /** The URL, encrypted at rest, because it is often a secret. */
  @Column({ type: 'text' }) sealedUrl: string;
  @Column({ type: 'varchar', length: 300 }) maskedUrl: string;
  @TimestampColumn({ default: () => 'now()' }) nextSyncAt: Date;
  /** Lease of the worker that reads it now; a change of the URL ends it. */
  @TimestampColumn({ nullable: true }) leasedUntil: Date | null;
  @TimestampColumn({ nullable: true }) lastSyncAt: Date | null;
  @Column({ type: 'varchar', length: 10, nullable: true }) lastStatus: SyncStatus | null;
  @Column({ type: 'varchar', length: 40, nullable: true }) lastErrorCode: string | null;
  @Column({ type: 'varchar', length: 300, nullable: true }) lastErrorMessage: string | null;
  /** Consecutive failures. */
  @Column({ type: 'int', default: 0 }) failures: number;
  /** Of the last time that the file was read: events read, events skipped, and why. */
  @Column({ type: 'int', nullable: true }) eventCount: number | null;
  @Column({ type: 'int', nullable: true }) skippedCount: number | null;
  @JsonColumn({ default: () => `'[]'` }) notes: ReadingNote[];
  /** When the file was last downloaded as a whole; its validators are `etag` and `lastModified`. */
  @TimestampColumn({ nullable: true }) readAt: Date | null;
  /** Hash of what the busy times depend on besides the file (`basisHash`). */
  @Column({ type: 'char', length: 64, nullable: true }) readWith: string | null;
  @Column({ type: 'varchar', length: 300, nullable: true }) etag: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true }) lastModified: string | null;
  /** For optimistic concurrency: incremented by changes of the owner, not by the worker. */
  @RowVersionColumn() version: number;
  @CreatedAtColumn() createdAt: Date;
  @UpdatedAtColumn() updatedAt: Date;
}
