import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Brackets, In, Repository } from 'typeorm';
import { Sql } from '../../../../infra/database/sql.js';
import { paginate } from '../../../../infra/database/paginate.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { PRECONDITION_FAILED } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import { type Claimant, takingWithinCapacity } from '../../claims/claims.api.js';
import { type BookableQueryDto, DEFAULT_BOOKABLE_SORT } from './bookable-query.dto.js';
import { Bookable } from './bookable.entity.js';

export type NewResource = Pick<
  Bookable,
  'kind' | 'name' | 'description' | 'organizationId' | 'ownerId' | 'capacity' | 'timeZone'
>;
export type ResourceChange = Partial<Pick<Bookable, 'name' | 'description' | 'capacity' | 'timeZone' | 'isActive'>>;

@Injectable()
export class BookablesRepository {
  constructor(
    @InjectRepository(Bookable) private readonly bookables: Repository<Bookable>,
    private readonly sql: Sql,
  ) {}

  insert(resource: NewResource): Promise<Bookable> {
    return this.bookables.save(this.bookables.create(resource));
  }

  findById(id: string): Promise<Bookable | null> {
    return this.bookables.findOneBy({ id });
  }

  findByIds(ids: readonly string[]): Promise<Bookable[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.bookables.findBy({ id: In([...ids]) });
  }

  /** The bookable of a person whose row does not exist yet; not stored. */
  personWithout(userId: string, since: Date): Bookable {
    return this.bookables.create({
      id: userId,
      userId,
      kind: 'person',
      name: null,
      description: null,
      organizationId: null,
      ownerId: null,
      capacity: 1,
      timeZone: null,
      isActive: true,
      version: 1,
      createdAt: since,
      updatedAt: since,
    });
  }

  /** Resources of the person and of these organizations. */
  list(ownerId: string, organizationIds: readonly string[], query: BookableQueryDto): Promise<Page<Bookable>> {
    const { organizationId, kind, isActive, q } = query;
    const list = this.bookables
      .createQueryBuilder('bookable')
      .where(new Brackets((any) => any.where({ ownerId }).orWhere({ organizationId: In([...organizationIds]) })));
    if (organizationId !== undefined) list.andWhere({ organizationId });
    if (kind !== undefined) list.andWhere({ kind });
    if (isActive !== undefined) list.andWhere({ isActive });
    if (q !== undefined) list.andWhere('bookable.name ILIKE :q', { q: `%${q.replace(/[\\%_]/g, '\\$&')}%` });
    return paginate(list, query, DEFAULT_BOOKABLE_SORT);
  }

  /** @throws CodedError precondition_failed when the row has another version by now */
  async change({ id, version }: Pick<Bookable, 'id' | 'version'>, change: ResourceChange): Promise<void> {
    const { affected } = await this.bookables.update({ id, version }, change);
    if (affected !== 1) throw new CodedError(PRECONDITION_FAILED);
  }

  /** Sorted, against deadlocks. */
  async ensurePeople(userIds: readonly string[]): Promise<void> {
    await this.sql.query(
      'bookables_ensure',
      `INSERT INTO bookables (id, user_id) SELECT DISTINCT id, id FROM unnest($1::uuid[]) AS u (id) ORDER BY id
       ON CONFLICT DO NOTHING`,
      [userIds],
    );
  }

  /**
   * Shared row locks (`FOR KEY SHARE`): excludes changes of absences and of the bookables themselves, and not other
   * bookings. In one order.
   * @returns the capacity of each
   */
  lockPresence(ids: readonly string[]): Promise<{ id: string; capacity: number }[]> {
    return this.sql.query(
      'bookables_lock_presence',
      'SELECT id, capacity FROM bookables WHERE id = ANY($1::uuid[]) ORDER BY id FOR KEY SHARE',
      [ids],
    );
  }

  /**
   * `lockPresence`, and exclusive advisory locks on bookables with a capacity above 1, whose claims are counted by one
   * transaction at a time.
   */
  async lockToBook(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await this.lockPresence(ids);
    const shared = rows.filter(({ capacity }) => capacity > 1).map(({ id }) => id);
    if (shared.length === 0) return;
    await this.sql.query(
      'bookables_lock_to_count',
      `SELECT pg_advisory_xact_lock(key) FROM (
         SELECT DISTINCT hashtextextended('bookable:' || id, 0) AS key FROM unnest($1::text[]) AS id ORDER BY key) AS keys`,
      [shared],
    );
  }

  /** Exclusive row lock: waits for bookings under way, whose claims are visible then, and blocks later ones. */
  lockAgainstBooking(id: string): Promise<Bookable | null> {
    return this.bookables.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Row lock that serializes changes of what belongs to the bookable, and does not block bookings. */
  async lockToPlan(id: string): Promise<void> {
    await this.sql.query('bookables_lock_to_plan', 'SELECT 1 FROM bookables WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  /**
   * Claims time of bookables of any kind, as far as their capacity allows: people first, then the others, each in the
   * order of their ids. They have to be locked (`lockToBook`), so that counted claims of others are visible. Expired
   * holds are deleted.
   * @returns how many got a claim
   */
  async take(
    claimant: Claimant,
    organizationId: string | null,
    ids: readonly string[],
    time: { readonly start: Date; readonly end: Date },
  ): Promise<number> {
    const taken = await this.sql.query(
      'bookables_take',
      takingWithinCapacity(`SELECT id, capacity, kind <> 'person' AS turn FROM bookables WHERE id = ANY($7::uuid[])`),
      [organizationId, claimant.expiresAt, claimant.kind, claimant.id, time.start, time.end, ids],
    );
    return taken.length;
  }

  async deleteOwnedBy(ownerId: string): Promise<void> {
    await this.bookables.delete({ ownerId });
  }
}
