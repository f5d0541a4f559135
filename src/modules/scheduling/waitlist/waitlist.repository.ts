import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { hashSecret, isLinkSecret } from '../../../infra/access/link-secret.js';
import { Sql } from '../../../infra/database/sql.js';
import { DEFAULT_LIMIT, paginate } from '../../../infra/database/paginate.js';
import type { Interval } from '../../../kernel/intervals.js';
import { decodeCursor } from '../../../kernel/cursor.js';
import type { Page, PageQuery } from '../../../kernel/page.js';
import { hasExpired, lasts } from '../claims/claims.api.js';
import type { EventTypeWaitlistQueryDto } from './dto/event-type-waitlist.dto.js';
import type { WaitlistQueryDto } from './dto/waitlist-entry.dto.js';
import { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import type { Obstacle } from './waitlist.rules.js';

/** Entries per query. */
export const WAITING_BATCH = 200;

export type NewWaitlistEntry = Pick<
  WaitlistEntry,
  | 'eventTypeId'
  | 'userId'
  | 'attendeeEmail'
  | 'attendeeName'
  | 'rangeStart'
  | 'rangeEnd'
  | 'durationMinutes'
  | 'seats'
  | 'timeZone'
  | 'language'
  | 'answers'
  | 'notes'
  | 'secretHash'
  | 'sealedSecret'
>;

/** Identity of an entry: the account, and the attendee's address if it is not the account's person. */
export type WaitingPerson = Pick<WaitlistEntry, 'userId' | 'attendeeEmail'>;

/** Keyset position in a queue. */
export type Place = Pick<WaitlistEntry, 'createdAt' | 'id'>;

/** Of the lists for those who give an event type. */
const DEFAULT_SORT = 'createdAt';

@Injectable()
export class WaitlistRepository {
  constructor(
    @InjectRepository(WaitlistEntry) private readonly entries: Repository<WaitlistEntry>,
    private readonly sql: Sql,
  ) {}

  /** Advisory locks per event type: serialize joining and offering until the transaction ends. */
  async lockQueues(eventTypeIds: readonly string[]): Promise<void> {
    await this.sql.query(
      'waitlist_lock',
      `SELECT pg_advisory_xact_lock(key) FROM (
         SELECT DISTINCT hashtextextended('waitlist:' || id, 0) AS key FROM unnest($1::text[]) AS id ORDER BY key) AS keys`,
      [eventTypeIds],
    );
  }

  async insert(entry: NewWaitlistEntry): Promise<WaitlistEntry> {
    const { id } = await this.entries.save(this.entries.create(entry));
    return this.entries.findOneByOrFail({ id });
  }

  list(userId: string, query: WaitlistQueryDto): Promise<Page<WaitlistEntry>> {
    return paginate(this.entries.createQueryBuilder('entry').where({ userId }), query, '-createdAt');
  }

  /** By state as it is now: what is overdue is in neither until the worker has expired it. */
  listOfTypes(
    eventTypeIds: readonly string[],
    { status, ...query }: EventTypeWaitlistQueryDto,
  ): Promise<Page<WaitlistEntry>> {
    const conditions = (row: string) => [
      ...(status === undefined ? [] : [`${row}.status = :status`]),
      ...(status === 'waiting' ? [lasts(`${row}.range_end`)] : []),
      ...(status === 'offered' ? [lasts(`${row}.offer_expires_at`)] : []),
    ];
    const list = this.entries.createQueryBuilder('entry').where('entry.event_type_id = ANY(:eventTypeIds)');
    list.setParameters({ eventTypeIds, status });
    for (const condition of conditions('entry')) list.andWhere(condition);
    // Numbered pages count all of them.
    if (query.page === undefined) beginningsOf(list, query, conditions('w'));
    return paginate(list, query, DEFAULT_SORT);
  }

  find(id: string): Promise<WaitlistEntry | null> {
    return this.entries.findOneBy({ id });
  }

  findOfUser(userId: string, id: string): Promise<WaitlistEntry | null> {
    return this.entries.findOneBy({ userId, id });
  }

  /** @returns null for an invalid secret */
  async findBySecret(secret: string): Promise<WaitlistEntry | null> {
    return isLinkSecret(secret) ? this.entries.findOneBy({ secretHash: hashSecret(secret) }) : null;
  }

  /** Row lock: nobody else offers to it, accepts or leaves before the transaction ends. */
  lock(id: string): Promise<WaitlistEntry | null> {
    return this.entries.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async change(id: string, change: Partial<Omit<WaitlistEntry, 'answers'>>): Promise<void> {
    await this.entries.update({ id }, change);
  }

  /** Entries of the person that are overdue, but not marked as expired yet. */
  async overdue(eventTypeId: string, { userId, attendeeEmail }: WaitingPerson): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'waitlist_overdue',
      `SELECT id FROM waitlist_entries
       WHERE event_type_id = $1 AND attendee_email IS NOT DISTINCT FROM $2 AND user_id IS NOT DISTINCT FROM $3::uuid
         AND ((status = 'waiting' AND ${hasExpired('range_end')}) OR (status = 'offered' AND ${hasExpired('offer_expires_at')}))
       ORDER BY id`,
      [eventTypeId, attendeeEmail, userId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Whether another entry of this guest's address has an offer that overlaps the time. To be called under the lock of
   * the queue.
   */
  async hasOfferElsewhere(
    { id, eventTypeId, attendeeEmail }: WaitlistEntry,
    { start, end }: Interval,
  ): Promise<boolean> {
    const rows = await this.sql.query(
      'waitlist_offer_elsewhere',
      `SELECT FROM waitlist_entries
       WHERE event_type_id = $2 AND user_id IS NULL AND attendee_email = $3 AND id <> $1 AND status = 'offered'
         AND ${lasts('offer_expires_at')} AND tstzrange(offer_start, offer_end) && tstzrange($4, $5) LIMIT 1`,
      [id, eventTypeId, attendeeEmail, new Date(start), new Date(end)],
    );
    return rows.length > 0;
  }

  /** @returns false when the entry does not wait any more */
  async passOver(id: string, obstacle: Obstacle): Promise<boolean> {
    const { affected } = await this.entries.update({ id, status: 'waiting' }, { status: 'passed_over', obstacle });
    return affected === 1;
  }

  /** All entries of the type that wait or have an offer. @returns them, with the holds of offers */
  passOverAll(
    eventTypeId: string,
    obstacle: Obstacle,
  ): Promise<Array<Pick<WaitlistEntry, 'id' | 'userId' | 'holdId'>>> {
    return this.sql.query(
      'waitlist_pass_over_all',
      `WITH live AS (
         SELECT id, user_id, hold_id FROM waitlist_entries
         WHERE event_type_id = $1 AND status IN ('waiting', 'offered') ORDER BY id FOR UPDATE
       ), ended AS (
         UPDATE waitlist_entries e SET status = 'passed_over', obstacle = $2, hold_id = NULL FROM live WHERE e.id = live.id
       )
       SELECT id, user_id AS "userId", hold_id AS "holdId" FROM live`,
      [eventTypeId, obstacle],
    );
  }

  /** Waiting entries of any of the types whose range overlaps the time, first come first. */
  waiting(eventTypeIds: readonly string[], from: Date, to: Date, after: Place | null): Promise<WaitlistEntry[]> {
    const query = this.entries
      .createQueryBuilder('entry')
      .where(`entry.status = 'waiting' AND entry.eventTypeId = ANY(:eventTypeIds)`, { eventTypeIds })
      .andWhere('entry.rangeStart < :to AND entry.rangeEnd > :from', { from, to })
      .orderBy({ 'entry.createdAt': 'ASC', 'entry.id': 'ASC' })
      .take(WAITING_BATCH);
    if (after)
      query.andWhere('(entry.createdAt, entry.id) > (:createdAt, :id)', { createdAt: after.createdAt, id: after.id });
    return query.getMany();
  }

  /** All entries of the person: by account and by address. */
  about(userId: string, email: string | null): Promise<WaitlistEntry[]> {
    const address = email === null ? [] : [{ attendeeEmail: email.toLowerCase() }];
    return this.entries.find({ where: [{ userId }, ...address] });
  }

  async delete(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.entries.delete([...ids]);
  }
}

/** Reads of each event type no more than a page needs: an index has the entries of one in order, not those of several. */
function beginningsOf(
  list: SelectQueryBuilder<WaitlistEntry>,
  { sort = DEFAULT_SORT, cursor, limit = DEFAULT_LIMIT }: PageQuery,
  conditions: readonly string[],
): void {
  const [direction, beyond] = sort.startsWith('-') ? (['DESC', '<'] as const) : (['ASC', '>'] as const);
  const after = [];
  if (cursor !== undefined) {
    const [afterTime, afterId] = decodeCursor(cursor, sort, 2);
    list.setParameters({ afterTime, afterId });
    after.push(`(w.created_at, w.id) ${beyond} (:afterTime, :afterId)`);
  }
  const rows = ['w.event_type_id = type.id', ...conditions, ...after].join(' AND ');
  list.andWhere(
    `entry.id IN (SELECT first.id FROM unnest(:eventTypeIds::uuid[]) AS type (id) CROSS JOIN LATERAL (
       SELECT w.id FROM waitlist_entries w WHERE ${rows}
       ORDER BY w.created_at ${direction}, w.id ${direction} LIMIT ${limit + 1}) first)`,
  );
}
