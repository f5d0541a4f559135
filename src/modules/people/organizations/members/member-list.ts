import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { MALFORMED_CURSOR } from '../../../../kernel/common-errors.js';
import { numberedMeta, type Page } from '../../../../kernel/page.js';
import { isNamedLike, personPattern } from '../../users/users.api.js';
import { Sql } from '../../../../infra/database/sql.js';
import { decodeCursor, encodeCursor } from '../../../../kernel/cursor.js';
import { offsetOf } from '../../../../kernel/offset.js';
import { invalidParameter } from '../../../../kernel/invalid.js';
import type { MemberQueryDto } from './member-query.dto.js';

const DEFAULT_LIMIT = 20;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A member, or an open invitation. */
export interface ListedPerson {
  /** Id of the membership or of the invitation. */
  readonly id: string;
  readonly isInvited: boolean;
  /** When they joined or were invited (ISO 8601). */
  readonly since: string;
}

interface Source {
  readonly table: string;
  /** Its column for `since`. */
  readonly since: string;
  readonly isInvited: boolean;
  /** SQL. @param pattern an SQL expression */
  readonly isFoundBy: (pattern: string) => string;
}

const MEMBERS: Source = {
  table: 'organization_members',
  since: 'joined_at',
  isInvited: false,
  isFoundBy: (pattern) => isNamedLike('user_id', pattern),
};
const INVITATIONS: Source = {
  table: 'organization_invitations',
  since: 'created_at',
  isInvited: true,
  isFoundBy: (pattern) => `CAST(email AS text) ILIKE ${pattern}`,
};

interface People {
  readonly organizationId: string;
  readonly role?: string;
  readonly q?: string;
  readonly tables: readonly Source[];
}

interface Range {
  readonly descending: boolean;
  readonly after?: readonly [since: string, id: string];
  readonly limit: number;
  readonly offset: number;
}

/** The list of members, with open invitations for those who may see them. */
@Injectable()
export class MemberList {
  constructor(private readonly sql: Sql) {}

  /** @throws CodedError malformed_cursor, validation_failed */
  async page(
    organizationId: string,
    { limit = DEFAULT_LIMIT, cursor, page, sort = 'joinedAt', role, q, status }: MemberQueryDto,
    seesInvited: boolean,
  ): Promise<Page<ListedPerson>> {
    if (cursor !== undefined && page !== undefined)
      throw invalidParameter('cursor', 'cannot be combined with page', 'excludes_page');
    const people = {
      organizationId,
      role,
      q,
      tables: [
        ...(status === 'invited' ? [] : [MEMBERS]),
        ...(seesInvited && status !== 'joined' ? [INVITATIONS] : []),
      ],
    };
    const descending = sort.startsWith('-');
    if (page !== undefined) {
      const data = await this.read(people, { descending, limit, offset: offsetOf(page, limit) });
      return { data, meta: numberedMeta(page, limit, await this.count(people)) };
    }
    const after = cursor === undefined ? undefined : positionIn(cursor, sort);
    const rows = await this.read(people, { descending, after, limit: limit + 1, offset: 0 });
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    const hasMore = rows.length > limit;
    const nextCursor = hasMore && last ? encodeCursor({ sort, values: [last.since, last.id] }) : null;
    return { data, meta: { limit, hasMore, nextCursor } };
  }

  /** One statement (UNION ALL): each table is read by its index, and no further than the page may reach. */
  private async read(people: People, { descending, after, limit, offset }: Range): Promise<ListedPerson[]> {
    if (people.tables.length === 0) return [];
    const [beyond, order] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
    const values: unknown[] = [limit, offset];
    const conditionOf = conditionFor(people, values);
    const bounds = after?.map((value) => `$${values.push(value)}`).join(', ');
    const sources = people.tables.map((source) => {
      const { table, since, isInvited } = source;
      return `(SELECT id, ${isInvited} AS is_invited, ${since} AS since FROM ${table}
          WHERE ${conditionOf(source)}${bounds ? ` AND (${since}, id) ${beyond} (${bounds})` : ''}
          ORDER BY ${since} ${order}, id ${order} LIMIT $1::int + $2::int)`;
    });
    return this.sql.queryShape<ListedPerson>(
      'organization_people',
      `SELECT id, is_invited AS "isInvited",
              to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since
       FROM (${sources.join(' UNION ALL ')}) people
       ORDER BY people.since ${order}, people.id ${order} LIMIT $1::int OFFSET $2::int`,
      values,
    );
  }

  private async count(people: People): Promise<number> {
    const values: unknown[] = [];
    const conditionOf = conditionFor(people, values);
    const counts = people.tables.map((source) => `(SELECT count(*) FROM ${source.table} WHERE ${conditionOf(source)})`);
    if (counts.length === 0) return 0;
    const [row] = await this.sql.queryShape<{ count: number }>(
      'organization_people_count',
      `SELECT (${counts.join(' + ')})::int AS count`,
      values,
    );
    return row?.count ?? 0;
  }
}

function conditionFor({ organizationId, role, q }: People, values: unknown[]): (source: Source) => string {
  const conditions = [`organization_id = $${values.push(organizationId)}`];
  if (role !== undefined) conditions.push(`role = $${values.push(role)}`);
  const pattern = q === undefined ? undefined : `$${values.push(personPattern(q))}`;
  return ({ isFoundBy }) => [...conditions, ...(pattern ? [isFoundBy(pattern)] : [])].join(' AND ');
}

function positionIn(cursor: string, sort: string): readonly [string, string] {
  const [since, id] = decodeCursor(cursor, sort, 2);
  if (typeof since !== 'string' || Number.isNaN(Date.parse(since)) || typeof id !== 'string' || !UUID.test(id))
    throw new CodedError(MALFORMED_CURSOR);
  return [new Date(since).toISOString(), id];
}
