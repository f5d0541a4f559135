import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, MoreThanOrEqual, Repository } from 'typeorm';
import { Sql } from '../../../infra/database/sql.js';
import { paginate } from '../../../infra/database/paginate.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { PRECONDITION_FAILED } from '../../../kernel/common-errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Page, PageQuery } from '../../../kernel/page.js';
import { hasInstances, type InstancePerson } from '../bookings/booking-instances.api.js';
import type { Traces } from '../../people/users/users.api.js';
import { BookingSeriesAttendee } from './entities/booking-series-attendee.entity.js';
import { BookingSeriesSkip } from './entities/booking-series-skip.entity.js';
import { BookingSeries } from './entities/booking-series.entity.js';
import { MOST_LISTED, type SeriesStatus } from './series.rules.js';

/** A series with its attendees. */
export interface SeriesRecord extends BookingSeries {
  readonly people: readonly InstancePerson[];
}

export type SeriesChange = Partial<Omit<BookingSeries, 'id' | 'organizerId' | 'version' | 'createdAt' | 'updatedAt'>>;

export type NewSkip = Pick<BookingSeriesSkip, 'recurrenceId' | 'startsAt' | 'reason'>;

export interface SeriesFilter {
  readonly userId: string;
  readonly status?: SeriesStatus;
  /** With `managed` all series of the organization, otherwise those that the person takes part in. */
  readonly organizationId?: string;
  readonly managed: boolean;
}

@Injectable()
export class SeriesRepository {
  constructor(
    @InjectRepository(BookingSeries) private readonly series: Repository<BookingSeries>,
    @InjectRepository(BookingSeriesAttendee) private readonly people: Repository<BookingSeriesAttendee>,
    @InjectRepository(BookingSeriesSkip) private readonly skips: Repository<BookingSeriesSkip>,
    private readonly sql: Sql,
  ) {}

  async insert(
    series: Omit<SeriesChange, 'status'> & Pick<BookingSeries, 'organizerId'>,
    people: readonly InstancePerson[],
  ): Promise<SeriesRecord> {
    const id = newId();
    await this.series.insert({ ...series, id });
    await this.addPeople(id, people);
    return this.getOrThrow(id);
  }

  async find(id: string): Promise<SeriesRecord | null> {
    const series = await this.series.findOneBy({ id });
    return series && { ...series, people: await this.people.find({ where: { seriesId: id }, order: { id: 'ASC' } }) };
  }

  /** For a series whose row lock this transaction holds. */
  async getOrThrow(id: string): Promise<SeriesRecord> {
    const series = await this.find(id);
    if (!series) throw new Error(`The series ${id} is gone.`);
    return series;
  }

  /** Row lock that serializes writes to a series and its instances. */
  async lock(id: string): Promise<void> {
    await this.sql.query('series_lock', 'SELECT 1 FROM booking_series WHERE id = $1 FOR UPDATE', [id]);
  }

  /** Row lock with SKIP LOCKED. @returns false when another transaction holds it, or it is not due any more */
  async lockDue(id: string, now: Date): Promise<boolean> {
    const rows = await this.sql.query(
      'series_lock_due',
      'SELECT 1 FROM booking_series WHERE id = $1 AND extend_at <= $2 FOR UPDATE SKIP LOCKED',
      [id, now],
    );
    return rows.length === 1;
  }

  async list(filter: SeriesFilter, query: PageQuery): Promise<Page<SeriesRecord>> {
    const { userId, status, organizationId, managed } = filter;
    const builder = this.series.createQueryBuilder('series');
    if (!managed)
      builder.where(
        // With OR or IN the planner would read everybody's series.
        `series.id = ANY (ARRAY(SELECT id FROM booking_series WHERE organizer_id = :userId
           UNION ALL SELECT series_id FROM booking_series_attendees WHERE user_id = :userId))`,
        { userId },
      );
    if (organizationId !== undefined) builder.andWhere('series.organizationId = :organizationId', { organizationId });
    if (status !== undefined) builder.andWhere('series.status = :status', { status });
    const page = await paginate(builder, query, '-createdAt');
    const people = await this.people.find({
      where: { seriesId: In(page.data.map(({ id }) => id)) },
      order: { id: 'ASC' },
    });
    const data = page.data.map((series) => ({ ...series, people: people.filter((row) => row.seriesId === series.id) }));
    return { ...page, data };
  }

  /** Increments the version. @throws CodedError precondition_failed when the row has another version by now */
  async change({ id, version }: Pick<BookingSeries, 'id' | 'version'>, change: SeriesChange): Promise<void> {
    const { affected } = await this.series.update({ id, version }, change);
    if (affected !== 1) throw new CodedError(PRECONDITION_FAILED);
  }

  /**
   * Stores the state of the horizon, without incrementing the version. Of two releases of zone data that instances were
   * computed with the older one is kept, so that they are recomputed with newer data.
   */
  async reach(id: string, decidedThrough: string | null, extendAt: Date | null, zoneData: string): Promise<void> {
    await this.sql.query(
      'series_reach',
      `UPDATE booking_series SET decided_through = $2, extend_at = $3, zone_data = least(zone_data, $4)
       WHERE id = $1`,
      [id, decidedThrough, extendAt, zoneData],
    );
  }

  async postpone(id: string, until: Date): Promise<void> {
    await this.sql.query(
      'series_postpone',
      'UPDATE booking_series SET extend_at = $2 WHERE id = $1 AND extend_at < $2',
      [id, until],
    );
  }

  async replacePeople(id: string, people: readonly InstancePerson[]): Promise<void> {
    await this.people.delete({ seriesId: id });
    await this.addPeople(id, people);
  }

  /** Upsert of skipped dates. */
  async recordSkips(seriesId: string, skips: readonly NewSkip[]): Promise<void> {
    if (skips.length === 0) return;
    await this.skips.upsert(
      skips.map((skip) => ({ ...skip, seriesId })),
      { conflictPaths: ['seriesId', 'recurrenceId'], skipUpdateIfNoValuesChanged: true },
    );
  }

  /** The latest skipped dates. */
  listSkips(seriesId: string): Promise<BookingSeriesSkip[]> {
    return this.skips.find({ where: { seriesId }, order: { recurrenceId: 'DESC' }, take: MOST_LISTED });
  }

  async isSkipped(seriesId: string, recurrenceId: string): Promise<boolean> {
    return this.skips.existsBy({ seriesId, recurrenceId });
  }

  /** Deletes and returns the skipped dates from that one on. */
  async takeSkips(seriesId: string, from: string): Promise<BookingSeriesSkip[]> {
    const where = { seriesId, recurrenceId: MoreThanOrEqual(from) };
    const skips = await this.skips.find({ where, order: { recurrenceId: 'ASC' } });
    if (skips.length > 0) await this.skips.delete(where);
    return skips;
  }

  /** Series whose next instances are due, longest due first. */
  async findDue(now: Date, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'series_due',
      'SELECT id FROM booking_series WHERE extend_at <= $1 ORDER BY extend_at, id LIMIT $2',
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Active series whose instants were computed with an older release of zone data; by id. */
  async findByOlderZoneData(zoneData: string, after: string, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'series_older_zone_data',
      `SELECT id FROM booking_series WHERE status = 'active' AND zone_data < $1 AND id > $2 ORDER BY id LIMIT $3`,
      [zoneData, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  async setZoneData(id: string, zoneData: string): Promise<void> {
    await this.sql.query('series_set_zone_data', 'UPDATE booking_series SET zone_data = $2 WHERE id = $1', [
      id,
      zoneData,
    ]);
  }

  /** In one order, against deadlocks. */
  async lockActiveOf(organizerId: string, after: string | null, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'series_lock_active',
      `SELECT id FROM booking_series WHERE organizer_id = $1 AND status = 'active' AND ($2::uuid IS NULL OR id > $2)
       ORDER BY id LIMIT $3 FOR UPDATE`,
      [organizerId, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  countActiveOf(organizerId: string): Promise<number> {
    return this.series.countBy({ organizerId, status: 'active' });
  }

  async tracesOf(userId: string, email: string | null): Promise<Traces> {
    const rows = await this.sql.query<{ id: string; title: string; isOwn: boolean }>(
      'series_of_leaver',
      `SELECT s.id, s.title, s.organizer_id = $1 AS "isOwn" FROM booking_series s
       WHERE s.organizer_id = $1 OR s.id IN (
         SELECT series_id FROM booking_series_attendees WHERE user_id = $1 OR email = $2)`,
      [userId, email],
    );
    const names = await this.sql.query<{ name: string }>(
      'series_names_of_leaver',
      `SELECT DISTINCT name FROM booking_series_attendees WHERE (user_id = $1 OR email = $2) AND name IS NOT NULL`,
      [userId, email],
    );
    const [own, shared] = [rows.filter(({ isOwn }) => isOwn), rows.filter(({ isOwn }) => !isOwn)];
    return {
      own: own.map(({ id }) => id),
      shared: shared.map(({ id }) => id),
      texts: [...own.map(({ title }) => title), ...names.map(({ name }) => name)],
    };
  }

  /** Erasure: blanks the person's texts in series that are kept for others. */
  async eraseTexts(organizerId: string, keptReason: string): Promise<void> {
    await this.sql.query(
      'series_erase_texts',
      `UPDATE booking_series SET title = 'Former series', description = NULL, location = NULL, metadata = '{}',
         cancel_reason = CASE WHEN cancel_reason = $2 THEN cancel_reason END, version = version + 1, updated_at = now()
       WHERE organizer_id = $1
         AND (title, description, location, metadata) IS DISTINCT FROM ('Former series', NULL, NULL, '{}'::jsonb)`,
      [organizerId, keptReason],
    );
  }

  /** Deletes series without other people, whose bookings are deleted already. */
  async deleteUnsharedOf(organizerId: string): Promise<void> {
    await this.sql.query(
      'series_delete_unshared',
      `DELETE FROM booking_series s WHERE s.organizer_id = $1 AND s.organization_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM booking_series_attendees a WHERE a.series_id = s.id)
         AND NOT ${hasInstances('s.id')}`,
      [organizerId],
    );
  }

  /**
   * Anonymizes the person as an attendee: rows stay, without name and address. Increments the version of each series.
   */
  async anonymise(userId: string, email: string | null): Promise<void> {
    await this.sql.query(
      'series_anonymise',
      `WITH forgotten AS (
         UPDATE booking_series_attendees SET user_id = NULL, email = NULL, name = NULL
         WHERE user_id = $1 OR email = $2 RETURNING series_id
       )
       UPDATE booking_series SET version = version + 1, updated_at = now() WHERE id IN (SELECT series_id FROM forgotten)`,
      [userId, email],
    );
  }

  /** Deletes the attendees of the organizer's series. Increments the version of each. */
  async forgetPeopleOf(organizerId: string): Promise<void> {
    await this.sql.query(
      'series_forget_people',
      `WITH gone AS (
         DELETE FROM booking_series_attendees a USING booking_series s WHERE s.id = a.series_id AND s.organizer_id = $1
         RETURNING s.id
       )
       UPDATE booking_series SET version = version + 1, updated_at = now() WHERE id IN (SELECT id FROM gone)`,
      [organizerId],
    );
  }

  /** Links the guest with this address to the account, except where the account takes part already. */
  async linkGuest(email: string, userId: string): Promise<void> {
    await this.sql.query(
      'series_link_guest',
      `UPDATE booking_series_attendees a SET user_id = $2
       FROM booking_series s
       WHERE a.email = $1 AND a.user_id IS NULL AND s.id = a.series_id AND s.organizer_id <> $2 AND NOT EXISTS (
         SELECT 1 FROM booking_series_attendees o WHERE o.series_id = a.series_id AND o.user_id = $2)`,
      [email, userId],
    );
  }

  private async addPeople(seriesId: string, people: readonly InstancePerson[]): Promise<void> {
    if (people.length === 0) return;
    await this.people.insert(people.map(({ userId, email, name }) => ({ seriesId, userId, email, name })));
  }
}
