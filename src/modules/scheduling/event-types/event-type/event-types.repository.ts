import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { Sql } from '../../../../infra/database/sql.js';
import { paginate } from '../../../../infra/database/paginate.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { PRECONDITION_FAILED } from '../../../../kernel/common-errors.js';
import { newId } from '../../../../kernel/ids.js';
import type { Page } from '../../../../kernel/page.js';
import type { EventTypeQueryDto } from '../manage/event-type-query.dto.js';
import { EventType, isLive } from './event-type.entity.js';
import { type EventTypeRow, RECORD_COLUMNS } from './event-type-row.js';
import type { Settings } from './event-type.rules.js';
import type { OrganizationRole } from '../../../people/organizations/organizations.api.js';
import type { Host, Question, RunType } from '../event-types.api.js';
import { leads } from '../event-types.policy.js';
import type { ListedEventType } from '../public-profiles.api.js';
import type { PageOwner } from '../../../people/users/page-names.api.js';

const LIVE = isLive('t.');

const LISTED_AT_MOST = 100;

/** Settings that are columns of the table itself. */
export type Columns = Omit<Settings, 'hosts' | 'requiredBookableIds'>;

export interface Belonging {
  readonly ownerId: string;
  readonly organizationId: string | null;
  readonly parentId: string | null;
}

/** Whose event types are listed: the person's own, and those of the organizations. */
export interface Audience {
  readonly userId: string;
  readonly organizationIds: readonly string[];
}

/** Without archived types, unless it says so. */
@Injectable()
export class EventTypesRepository {
  constructor(
    @InjectRepository(EventType) private readonly types: Repository<EventType>,
    private readonly sql: Sql,
  ) {}

  async find(id: string): Promise<EventTypeRow | null> {
    const [row] = await this.sql.query<EventTypeRow>(
      'event_type_find',
      `SELECT ${RECORD_COLUMNS} FROM event_types t WHERE t.id = $1 AND ${LIVE}`,
      [id],
    );
    return row ?? null;
  }

  /** In the order of `ids`. */
  async findByIds(ids: readonly string[]): Promise<EventTypeRow[]> {
    if (ids.length === 0) return [];
    return this.sql.query<EventTypeRow>(
      'event_types_find',
      `SELECT ${RECORD_COLUMNS} FROM event_types t WHERE t.id = ANY($1::uuid[]) AND ${LIVE}
       ORDER BY array_position($1::uuid[], t.id)`,
      [ids],
    );
  }

  /** Also of archived types. */
  async questionsOf(ids: readonly string[]): Promise<Map<string, readonly Question[]>> {
    if (ids.length === 0) return new Map();
    const rows = await this.sql.query<{ id: string; questions: Question[] }>(
      'event_type_questions',
      'SELECT id, questions FROM event_types WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, questions }) => [id, questions]));
  }

  /** Also of archived types. */
  async titlesByIds(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.sql.query<{ id: string; title: string }>(
      'event_type_titles_by_ids',
      'SELECT id, title FROM event_types WHERE id = ANY($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, title }) => [id, title]));
  }

  async findBySlug(slug: string): Promise<EventTypeRow | null> {
    const [row] = await this.sql.query<EventTypeRow>(
      'event_type_find_by_slug',
      `SELECT ${RECORD_COLUMNS} FROM event_types t WHERE t.slug = $1 AND ${LIVE}`,
      [slug],
    );
    return row ?? null;
  }

  /**
   * Public and active types, by title. Of a person: personal ones, and the managed copies that they host; of an
   * organization: those that are no copies. With their hosts, who may be deactivated.
   */
  listPublic(owner: PageOwner): Promise<(ListedEventType & { readonly hostIds: readonly string[] })[]> {
    const [name, id, condition] =
      'userId' in owner
        ? ['user', owner.userId, 't.owner_id = $1 AND (t.organization_id IS NULL OR t.parent_id IS NOT NULL)']
        : ['organization', owner.organizationId, 't.organization_id = $1 AND t.parent_id IS NULL'];
    return this.sql.query(
      `event_types_public_of_${name}`,
      `SELECT t.id, t.slug, t.title, t.description, t.durations,
              ARRAY(SELECT h.user_id FROM event_type_hosts h WHERE h.event_type_id = t.id) AS "hostIds"
       FROM event_types t WHERE ${condition} AND t.is_public AND t.is_active AND ${LIVE}
       ORDER BY t.title, t.id LIMIT ${LISTED_AT_MOST}`,
      [id],
    );
  }

  /** Ids of types that any of the people host, or that require any of the bookables. */
  async idsNeeding(hostIds: readonly string[], bookableIds: readonly string[]): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'event_types_needing',
      `SELECT t.id FROM event_types t WHERE ${LIVE} AND (
         t.id IN (SELECT event_type_id FROM event_type_hosts WHERE user_id = ANY($1::uuid[]))
         OR t.id IN (SELECT event_type_id FROM event_type_bookables WHERE bookable_id = ANY($2::uuid[])))`,
      [hostIds, bookableIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Shared row lock for bookings: the type is not changed until the transaction ends. */
  async lockShared(id: string): Promise<void> {
    await this.sql.query('event_type_share', 'SELECT 1 FROM event_types WHERE id = $1 FOR SHARE', [id]);
  }

  /** Row lock for changes: serializes them, and waits for bookings of the type. */
  async lock(id: string): Promise<void> {
    await this.sql.query('event_type_lock', 'SELECT 1 FROM event_types WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  async list({ userId, organizationIds }: Audience, query: EventTypeQueryDto): Promise<Page<string>> {
    const { organizationId, parentId, q, isActive, isPublic } = query;
    const list = this.types
      .createQueryBuilder('t')
      .where(LIVE)
      .andWhere('(t.organization_id = ANY(:organizationIds) OR (t.owner_id = :userId AND t.organization_id IS NULL))', {
        organizationIds,
        userId,
      });
    if (organizationId !== undefined) list.andWhere('t.organization_id = :organizationId', { organizationId });
    if (parentId !== undefined) list.andWhere('t.parent_id = :parentId', { parentId });
    if (q !== undefined) list.andWhere('t.title ILIKE :q', { q: `%${q.replace(/[\\%_]/g, '\\$&')}%` });
    if (isActive !== undefined) list.andWhere('t.is_active = :isActive', { isActive });
    if (isPublic !== undefined) list.andWhere('t.is_public = :isPublic', { isPublic });
    const { data, meta } = await paginate(list, query, 'title');
    return { data: data.map(({ id }) => id), meta };
  }

  /** What the person hosts, and what `manages` of the policy says of by these memberships. */
  runBy(userId: string, memberships: ReadonlyMap<string, OrganizationRole>): Promise<RunType[]> {
    const led = [...memberships].filter(([, role]) => leads(role)).map(([id]) => id);
    return this.sql.query<RunType>(
      'event_types_run_by',
      `SELECT t.id, bool_or(run.is_host) AS "isHost" FROM (
         SELECT event_type_id AS id, true AS is_host FROM event_type_hosts WHERE user_id = $1
         UNION ALL
         SELECT id, false FROM event_types
         WHERE owner_id = $1 AND (organization_id IS NULL OR organization_id = ANY($2::uuid[]))
         UNION ALL
         SELECT id, false FROM event_types WHERE organization_id = ANY($3::uuid[])
       ) run JOIN event_types t ON t.id = run.id WHERE ${LIVE} GROUP BY t.id`,
      [userId, [...memberships.keys()], led],
    );
  }

  /** @returns its id; null when the slug is taken */
  async insert(belonging: Belonging, columns: Columns): Promise<string | null> {
    const id = newId();
    const forOrganization = belonging.organizationId !== null;
    const result = await this.types
      .createQueryBuilder()
      .insert()
      .values({ id, ...belonging, forOrganization, ...mutable(columns) })
      .orIgnore()
      .returning('id')
      .execute();
    return (result.raw as unknown[]).length === 1 ? id : null;
  }

  /** @throws CodedError precondition_failed when the row has another version by now */
  async change({ id, version }: Pick<EventTypeRow, 'id' | 'version'>, columns: Partial<Columns>): Promise<void> {
    const { affected } = await this.types.update({ id, version }, mutable(columns));
    if (affected !== 1) throw new CodedError(PRECONDITION_FAILED);
  }

  async changeAll(ids: readonly string[], columns: Partial<Columns>): Promise<void> {
    await this.types.update({ id: In([...ids]) }, mutable(columns));
  }

  /** Replaces the hosts. Writes in one order, against deadlocks. */
  async setHosts(id: string, organizationId: string | null, hosts: readonly Host[]): Promise<void> {
    await this.sql.query(
      'event_type_hosts_set',
      `WITH gone AS (
         DELETE FROM event_type_hosts WHERE event_type_id = $1 AND user_id <> ALL($3::uuid[])
       )
       INSERT INTO event_type_hosts (event_type_id, organization_id, user_id, schedule_id, weight, priority)
       SELECT $1, $2, host.* FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::int[]) AS host (user_id)
       ORDER BY host.user_id
       ON CONFLICT (event_type_id, user_id) DO UPDATE
       SET schedule_id = excluded.schedule_id, weight = excluded.weight, priority = excluded.priority`,
      [
        id,
        organizationId,
        hosts.map(({ userId }) => userId),
        hosts.map(({ scheduleId }) => scheduleId),
        hosts.map(({ weight }) => weight),
        hosts.map(({ priority }) => priority),
      ],
    );
  }

  /** Replaces the required bookables of each of the types. */
  async setRequiredBookables(ids: readonly string[], bookableIds: readonly string[]): Promise<void> {
    await this.sql.query(
      'event_type_bookables_set',
      `WITH gone AS (
         DELETE FROM event_type_bookables WHERE event_type_id = ANY($1::uuid[]) AND bookable_id <> ALL($2::uuid[])
       )
       INSERT INTO event_type_bookables (event_type_id, bookable_id)
       SELECT t, b FROM unnest($1::uuid[]) AS t, unnest($2::uuid[]) AS b ORDER BY t, b
       ON CONFLICT DO NOTHING`,
      [ids, bookableIds],
    );
  }

  /** @returns id of the copy by its owner */
  async copiesOf(parentId: string): Promise<Map<string, string>> {
    const rows = await this.sql.query<{ id: string; ownerId: string }>(
      'event_type_copies',
      `SELECT t.id, t.owner_id AS "ownerId" FROM event_types t WHERE t.parent_id = $1 AND ${LIVE} ORDER BY t.id`,
      [parentId],
    );
    return new Map(rows.map(({ id, ownerId }) => [ownerId, id]));
  }

  /** @returns the ids of the type and of its copies that were not archived before */
  archiveWithCopies(id: string): Promise<string[]> {
    return this.archive('event_type_archive', `t.id = $1 OR (t.parent_id = $1 AND ${LIVE})`, [id]);
  }

  /** Archives types of deleted organizations. */
  archiveOrphans(): Promise<string[]> {
    return this.archive('event_type_archive_orphans', 't.for_organization AND t.organization_id IS NULL', []);
  }

  /** Archives the copies that somebody has in an organization. */
  archiveCopiesOf(userId: string, organizationId: string): Promise<string[]> {
    return this.archive(
      'event_type_archive_copies',
      't.parent_id IS NOT NULL AND t.owner_id = $1 AND t.organization_id = $2',
      [userId, organizationId],
    );
  }

  /** Deactivates types without hosts. @returns their ids */
  async deactivateHostless(organizationId: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'event_type_deactivate',
      `UPDATE event_types t SET is_active = false, version = version + 1, updated_at = now()
       WHERE t.organization_id = $1 AND t.is_active AND ${LIVE}
         AND NOT EXISTS (SELECT 1 FROM event_type_hosts h WHERE h.event_type_id = t.id)
       RETURNING t.id`,
      [organizationId],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Erasure of a person: archives their personal types and managed copies, and blanks their texts; bookings of others
   * may refer to them. Types of an organization stay, without the person as a host.
   * @returns the ids of types that were not archived before
   */
  async forget(userId: string): Promise<string[]> {
    await this.sql.query('event_type_hosts_forget', 'DELETE FROM event_type_hosts WHERE user_id = $1', [userId]);
    const archived = await this.archiveOf(userId);
    await this.sql.query(
      'event_type_forget',
      `UPDATE event_types SET slug = 'removed-' || id, title = 'Former event type', description = NULL,
         location = NULL, success_redirect_url = NULL, questions = '[]', is_public = false, is_active = false
       WHERE owner_id = $1 AND (organization_id IS NULL OR parent_id IS NOT NULL)`,
      [userId],
    );
    return archived;
  }

  /** @returns the ids of types that were not archived before */
  archiveOf(userId: string): Promise<string[]> {
    return this.archive(
      'event_type_archive_own',
      't.owner_id = $1 AND (t.organization_id IS NULL OR t.parent_id IS NOT NULL)',
      [userId],
    );
  }

  async titlesOf(userId: string): Promise<string[]> {
    const rows = await this.sql.query<{ title: string }>(
      'event_type_titles_of',
      'SELECT DISTINCT title FROM event_types WHERE owner_id = $1 AND (organization_id IS NULL OR parent_id IS NOT NULL)',
      [userId],
    );
    return rows.map(({ title }) => title);
  }

  /** @param condition on a row `t`; part of the SQL text, so never user input */
  private async archive(name: string, condition: string, values: readonly unknown[]): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      name,
      `UPDATE event_types t SET deleted_at = now(), version = version + 1, updated_at = now()
       WHERE (${condition}) AND t.deleted_at IS NULL RETURNING t.id`,
      values,
    );
    return rows.map(({ id }) => id);
  }
}

/** Columns as TypeORM wants them, which knows no read-only lists. */
function mutable<T extends Partial<Columns>>(columns: T): Partial<EventType> {
  return columns as Partial<EventType>;
}
