import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Sql } from '../../../infra/database/sql.js';
import { paginate } from '../../../infra/database/paginate.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { PRECONDITION_FAILED } from '../../../kernel/common-errors.js';
import type { Page } from '../../../kernel/page.js';
import type { ExternalCalendarQueryDto } from './dto/external-calendar.dto.js';
import { ExternalCalendar } from './entities/external-calendar.entity.js';
import type { ReadingNote } from './reading/reading-notes.js';
import { LEASE_MS, type SyncStatus } from './external-calendar.rules.js';

export type NewExternalCalendar = Pick<
  ExternalCalendar,
  'id' | 'ownerId' | 'bookableId' | 'name' | 'sealedUrl' | 'maskedUrl'
>;

/** A calendar with the lease of this worker. */
export interface LeasedCalendar {
  readonly id: string;
  readonly ownerId: string;
  readonly bookableId: string;
  readonly name: string;
  readonly sealedUrl: string;
  readonly nextSyncAt: string;
  readonly leasedUntil: string;
  readonly failures: number;
  readonly eventCount: number | null;
  readonly skippedCount: number | null;
  readonly notes: readonly ReadingNote[];
  readonly readAt: string | null;
  readonly readWith: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface SyncRecord {
  readonly at: Date;
  readonly nextSyncAt: Date;
  readonly status: SyncStatus;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly failures: number;
  readonly eventCount: number | null;
  readonly skippedCount: number | null;
  readonly notes: readonly ReadingNote[];
  readonly readAt: Date | string | null;
  readonly readWith: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

@Injectable()
export class ExternalCalendarsRepository {
  constructor(
    @InjectRepository(ExternalCalendar) private readonly calendars: Repository<ExternalCalendar>,
    private readonly sql: Sql,
  ) {}

  /** Advisory lock per owner, in a transaction: serializes adding calendars. @returns how many there are */
  async lockCount(ownerId: string): Promise<number> {
    await this.sql.query(
      'external_calendars_lock',
      `SELECT pg_advisory_xact_lock(hashtextextended('external_calendars:' || $1, 0))`,
      [ownerId],
    );
    return this.calendars.countBy({ ownerId });
  }

  async insert(calendar: NewExternalCalendar): Promise<ExternalCalendar> {
    await this.calendars.insert(calendar);
    return this.calendars.findOneByOrFail({ id: calendar.id });
  }

  list(ownerId: string, query: ExternalCalendarQueryDto): Promise<Page<ExternalCalendar>> {
    return paginate(this.calendars.createQueryBuilder('calendar').where({ ownerId }), query, '-createdAt');
  }

  find(ownerId: string, id: string): Promise<ExternalCalendar | null> {
    return this.calendars.findOneBy({ ownerId, id });
  }

  /** With a row lock, in a transaction: whoever waited for another change sees its result. */
  lock(ownerId: string, id: string): Promise<ExternalCalendar | null> {
    return this.calendars.findOne({ where: { ownerId, id }, lock: { mode: 'for_no_key_update' } });
  }

  findAllOf(ownerId: string): Promise<ExternalCalendar[]> {
    return this.calendars.findBy({ ownerId });
  }

  /** @throws CodedError precondition_failed when the row has another version by now */
  async change(
    { id, version }: Pick<ExternalCalendar, 'id' | 'version'>,
    change: Partial<Pick<ExternalCalendar, 'name' | 'sealedUrl' | 'maskedUrl'>>,
  ): Promise<void> {
    const { affected } = await this.calendars.update({ id, version }, change);
    if (affected !== 1) throw new CodedError(PRECONDITION_FAILED);
  }

  /**
   * Resets the state of the sync after a change of the URL, and ends the lease of a worker that reads the former one.
   */
  async startAnew(id: string): Promise<void> {
    await this.sql.query(
      'external_calendar_anew',
      `UPDATE external_calendars SET next_sync_at = now(), leased_until = NULL, failures = 0, read_at = NULL, read_with = NULL,
         etag = NULL, last_modified = NULL
       WHERE id = $1`,
      [id],
    );
  }

  /** Makes it due, even while it is being read: then it is read once more. */
  async wantSync(id: string): Promise<void> {
    await this.sql.query('external_calendar_want', 'UPDATE external_calendars SET next_sync_at = now() WHERE id = $1', [
      id,
    ]);
  }

  /** @returns whether it was there */
  async delete(id: string): Promise<boolean> {
    return ((await this.calendars.delete({ id })).affected ?? 0) > 0;
  }

  /** Leases the calendar that has been due longest; `SKIP LOCKED` gives concurrent workers different ones. */
  async lease(): Promise<LeasedCalendar | null> {
    const [row] = await this.sql.query<LeasedCalendar>(
      'external_calendar_lease',
      `UPDATE external_calendars SET leased_until = now() + make_interval(secs => ${LEASE_MS / 1000})
       WHERE id = (
         SELECT id FROM external_calendars
         WHERE next_sync_at <= now() AND (leased_until IS NULL OR leased_until <= now())
         ORDER BY next_sync_at LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING id, owner_id AS "ownerId", bookable_id AS "bookableId", name, sealed_url AS "sealedUrl",
         next_sync_at AS "nextSyncAt", leased_until AS "leasedUntil", failures, event_count AS "eventCount",
         skipped_count AS "skippedCount", notes, read_at AS "readAt", read_with AS "readWith", etag, last_modified AS "lastModified"`,
    );
    return row ?? null;
  }

  /**
   * Ends the lease and records the result. A sync that was requested meanwhile stays due.
   * @returns false when the lease was lost: the calendar is deleted, has another URL, or another worker reads it
   */
  async record({ id, leasedUntil, nextSyncAt }: LeasedCalendar, sync: SyncRecord): Promise<boolean> {
    const rows = await this.sql.query(
      'external_calendar_record',
      `UPDATE external_calendars SET leased_until = NULL, last_sync_at = $4, last_status = $6, last_error_code = $7,
         last_error_message = $8, failures = $9, event_count = $10, read_at = $11, etag = $12, last_modified = $13,
         skipped_count = $14, notes = $15, read_with = $16,
         next_sync_at = CASE WHEN next_sync_at = $3 THEN $5 ELSE next_sync_at END
       WHERE id = $1 AND leased_until = $2 RETURNING 1`,
      [
        id,
        leasedUntil,
        nextSyncAt,
        sync.at,
        sync.nextSyncAt,
        sync.status,
        sync.error?.code,
        sync.error?.message,
        sync.failures,
        sync.eventCount,
        sync.readAt,
        sync.etag,
        sync.lastModified,
        sync.skippedCount,
        JSON.stringify(sync.notes),
        sync.readWith,
      ],
    );
    return rows.length > 0;
  }
}
