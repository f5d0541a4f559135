import { Injectable } from '@nestjs/common';
import { type DeepPartial, type FindOptionsWhere, In, type QueryDeepPartialEntity, type Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import type { Page } from '../../../../kernel/page.js';
import { inOrganizations } from '../in-organizations.js';
import { memberRows } from '../../../people/organizations/organizations.api.js';
import { isCalledLike, isNamedLike, personPattern } from '../../../people/users/users.api.js';
import type { CoursePeopleName, PeopleKind, ProfileRow } from './people-kind.js';
import { DEFAULT_PROFILE_SORT, type ProfileQueryDto } from './person.dto.js';

/** Organizations by what of their profiles a person sees. */
export interface ProfileReach {
  readonly whole: readonly string[];
  /** Profiles in use, and the person's own one. */
  readonly inUse: readonly string[];
  /** The person's own one. */
  readonly own: readonly string[];
  readonly userId: string;
}

/**
 * SQL: each part of it is found by an index of its own, so that none reads the others' rows. Nobody who has left is found by
 * an address, which is shown no more.
 */
const isFoundBy = (table: string, number: string, pattern: string) => `profile.id IN (
  SELECT found.id FROM ${table} found WHERE ${isCalledLike('found.user_id', pattern)}
  UNION ALL
  SELECT found.id FROM ${table} found WHERE ${isNamedLike('found.user_id', pattern)}
    AND found.user_id IN ${memberRows('found.organization_id')}
  UNION ALL
  SELECT found.id FROM ${table} found WHERE found.external_id ILIKE ${pattern} OR CAST(found.${number} AS text) ILIKE ${pattern})`;

/** Rows of profiles, of whatever kind. */
@Injectable()
export class ProfilesRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly sql: Sql,
  ) {}

  insert<Row extends ProfileRow>(entity: new () => Row, values: DeepPartial<Row>): Promise<Row> {
    const rows = this.of(entity);
    return rows.save(rows.create(values));
  }

  findById<Row extends ProfileRow>(entity: new () => Row, id: string): Promise<Row | null> {
    return this.of(entity).findOneBy({ id } as FindOptionsWhere<Row>);
  }

  async findByIds<Row extends ProfileRow>(entity: new () => Row, ids: readonly string[]): Promise<Map<string, Row>> {
    if (ids.length === 0) return new Map();
    const rows = await this.of(entity).findBy({ id: In([...ids]) } as FindOptionsWhere<Row>);
    return new Map(rows.map((row) => [row.id, row]));
  }

  lock<Row extends ProfileRow>(entity: new () => Row, id: string): Promise<Row | null> {
    return this.of(entity).findOne({ where: { id } as FindOptionsWhere<Row>, lock: { mode: 'for_no_key_update' } });
  }

  /** Of a member, archived or not. */
  lockOf<Row extends ProfileRow>(entity: new () => Row, organizationId: string, userId: string): Promise<Row | null> {
    return this.of(entity).findOne({
      where: { organizationId, userId } as FindOptionsWhere<Row>,
      lock: { mode: 'for_no_key_update' },
    });
  }

  /** What people are by their profiles in use, without those who have none. */
  async rolesOf(organizationId: string, userIds: readonly string[]): Promise<Map<string, CoursePeopleName[]>> {
    const rows = await this.sql.query<{ userId: string; roles: CoursePeopleName[] }>(
      'course_profile_roles',
      `SELECT user_id AS "userId", array_agg(role ORDER BY role) AS roles FROM (
         SELECT user_id, 'facilitator' AS role FROM course_facilitators
         WHERE organization_id = $1 AND user_id = ANY($2::uuid[]) AND is_active
         UNION ALL
         SELECT user_id, 'student' FROM course_students
         WHERE organization_id = $1 AND user_id = ANY($2::uuid[]) AND is_active) profiles
       GROUP BY user_id`,
      [organizationId, userIds],
    );
    return new Map(rows.map(({ userId, roles }) => [userId, roles]));
  }

  /** Whether a person has one of an organization that is not in use, of whatever kind. */
  async hasArchived(organizationId: string, userId: string): Promise<boolean> {
    const rows = await this.sql.query(
      'course_profile_archived',
      `SELECT FROM course_facilitators WHERE organization_id = $1 AND user_id = $2 AND NOT is_active
       UNION ALL SELECT FROM course_students WHERE organization_id = $1 AND user_id = $2 AND NOT is_active`,
      [organizationId, userId],
    );
    return rows.length > 0;
  }

  /** A profile of the organization that is in use; its row is kept so until the transaction ends. */
  findInUse<Row extends ProfileRow>(entity: new () => Row, organizationId: string, id: string): Promise<Row | null> {
    return this.of(entity).findOne({
      where: { id, organizationId, isActive: true } as FindOptionsWhere<Row>,
      lock: { mode: 'pessimistic_read' },
    });
  }

  /** Of a person, in all organizations. */
  ofPerson<Row extends ProfileRow>(entity: new () => Row, userId: string): Promise<Row[]> {
    return this.of(entity).findBy({ userId } as FindOptionsWhere<Row>);
  }

  /** Under its row lock. */
  async change<Row extends ProfileRow>(entity: new () => Row, id: string, change: Partial<Row>): Promise<void> {
    await this.of(entity).update(id, change as QueryDeepPartialEntity<Row>);
  }

  /** Of a person, everywhere: archives them, and forgets what they say. */
  async forget<Row extends ProfileRow>(entity: new () => Row, userId: string, change: Partial<Row>): Promise<void> {
    await this.of(entity).update(
      { userId } as FindOptionsWhere<Row>,
      { ...change, isActive: false } as QueryDeepPartialEntity<Row>,
    );
  }

  /** Profiles that a person sees, and of these what is asked for. */
  list<Row extends ProfileRow, Dto extends object>(
    { entity, numberColumn }: PeopleKind<Row, Dto>,
    reach: ProfileReach,
    { userId, isActive, q, ...query }: ProfileQueryDto,
  ): Promise<Page<Row>> {
    const rows = this.of(entity);
    const list = rows.createQueryBuilder('profile').setParameter('self', reach.userId);
    const [whole, ids] = inOrganizations('profile', reach.whole, 'whole');
    const seen = [whole];
    for (const [name, condition] of [
      ['inUse', '(profile.isActive OR profile.userId = :self)'],
      ['own', 'profile.userId = :self'],
    ] as const) {
      if (reach[name].length === 0) continue;
      const [among, amongIds] = inOrganizations('profile', reach[name], name);
      seen.push(`(${among} AND ${condition})`);
      list.setParameters(amongIds);
    }
    list.where(`(${seen.join(' OR ')})`, ids);
    if (q !== undefined)
      list.andWhere(isFoundBy(rows.metadata.tableName, numberColumn, ':pattern'), { pattern: personPattern(q) });
    if (userId !== undefined) list.andWhere('profile.userId = :userId', { userId });
    if (isActive !== undefined) list.andWhere(isActive ? 'profile.isActive' : 'NOT profile.isActive');
    return paginate(list, query, DEFAULT_PROFILE_SORT);
  }

  private of<Row extends ProfileRow>(entity: new () => Row): Repository<Row> {
    return this.transactions.manager.getRepository(entity);
  }
}
