import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { hashSecret, isLinkSecret } from '../../infra/access/link-secret.js';
import { Sql } from '../../infra/database/sql.js';
import { paginate } from '../../infra/http/pagination/paginate.js';
import type { Page } from '../../kernel/page.js';
import type { WaitlistQueryDto } from './dto/waitlist-entry.dto.js';
import { WaitlistEntry } from './entities/waitlist-entry.entity.js';

/** How many entries are read at once when something is free. */
const BATCH = 200;

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
  | 'answers'
  | 'secretHash'
  | 'sealedSecret'
>;

/** Whose place in the queue is after this one. */
export type Place = Pick<WaitlistEntry, 'createdAt' | 'id'>;

@Injectable()
export class WaitlistRepository {
  constructor(
    @InjectRepository(WaitlistEntry) private readonly entries: Repository<WaitlistEntry>,
    private readonly sql: Sql,
  ) {}

  /** Whoever joins the queues of these types, or offers to them, waits here for each other until the transaction ends. */
  async lockQueues(eventTypeIds: readonly string[]): Promise<void> {
    for (const id of eventTypeIds.toSorted())
      await this.sql.query('waitlist_lock', `SELECT pg_advisory_xact_lock(hashtextextended('waitlist:' || $1, 0))`, [
        id,
      ]);
  }

  async insert(entry: NewWaitlistEntry): Promise<WaitlistEntry> {
    const { id } = await this.entries.save(this.entries.create(entry));
    return this.entries.findOneByOrFail({ id });
  }

  list(userId: string, query: WaitlistQueryDto): Promise<Page<WaitlistEntry>> {
    return paginate(this.entries.createQueryBuilder('entry').where({ userId }), query, '-createdAt');
  }

  find(id: string): Promise<WaitlistEntry | null> {
    return this.entries.findOneBy({ id });
  }

  findOfUser(userId: string, id: string): Promise<WaitlistEntry | null> {
    return this.entries.findOneBy({ userId, id });
  }

  /** @returns null when the link is none */
  async findBySecret(secret: string): Promise<WaitlistEntry | null> {
    return isLinkSecret(secret) ? this.entries.findOneBy({ secretHash: hashSecret(secret) }) : null;
  }

  /** Nobody else offers to it, accepts or leaves before the transaction ends. */
  lock(id: string): Promise<WaitlistEntry | null> {
    return this.entries.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async change(id: string, change: Partial<Omit<WaitlistEntry, 'answers'>>): Promise<void> {
    await this.entries.update({ id }, change);
  }

  /** Of these types, those for whose queue anybody waits whose range meets the time. */
  async awaited(eventTypeIds: readonly string[], from: Date, to: Date): Promise<string[]> {
    const rows = await this.sql.query<{ eventTypeId: string }>(
      'waitlist_awaited',
      `SELECT DISTINCT event_type_id AS "eventTypeId" FROM waitlist_entries
       WHERE status = 'waiting' AND event_type_id = ANY($1::uuid[]) AND range_start < $3 AND range_end > $2`,
      [eventTypeIds, from, to],
    );
    return rows.map(({ eventTypeId }) => eventTypeId);
  }

  /** Those who wait for any of the types and whose range meets the time, the first to come first. */
  waiting(eventTypeIds: readonly string[], from: Date, to: Date, after: Place | null): Promise<WaitlistEntry[]> {
    const query = this.entries
      .createQueryBuilder('entry')
      .where(`entry.status = 'waiting' AND entry.eventTypeId IN (:...eventTypeIds)`, { eventTypeIds })
      .andWhere('entry.rangeStart < :to AND entry.rangeEnd > :from', { from, to })
      .orderBy({ 'entry.createdAt': 'ASC', 'entry.id': 'ASC' })
      .take(BATCH);
    if (after)
      query.andWhere('(entry.createdAt, entry.id) > (:createdAt, :id)', { createdAt: after.createdAt, id: after.id });
    return query.getMany();
  }

  /** Everything that is about the person: by their account, and by their address. */
  about(userId: string, email: string | null): Promise<WaitlistEntry[]> {
    const address = email === null ? [] : [{ attendeeEmail: email.toLowerCase() }];
    return this.entries.find({ where: [{ userId }, ...address] });
  }

  async delete(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.entries.delete([...ids]);
  }
}
