import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { MALFORMED_CURSOR } from '../../../../kernel/common-errors.js';
import { numberedMeta, type Page } from '../../../../kernel/page.js';
import { Sql } from '../../../../infra/database/sql.js';
import { decodeCursor, encodeCursor } from '../../../../kernel/cursor.js';
import { invalidParameter } from '../../../../kernel/invalid.js';
import type { MemberQueryDto } from './member-query.dto.js';

const DEFAULT_LIMIT = 20;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A member, or somebody who was invited and has not answered yet. */
export interface ListedPerson {
  /** Of the membership or of the invitation. */
  readonly id: string;
  readonly isInvited: boolean;
  /** When they joined or were invited, as ISO 8601. */
  readonly since: string;
}

/** The list of members, in which those who are invited stand too, for those who may see invitations. */
@Injectable()
export class MemberList {
  constructor(private readonly sql: Sql) {}

  /** @throws CodedError malformed_cursor, validation_failed */
  async page(
    organizationId: string,
    { limit = DEFAULT_LIMIT, cursor, page, sort = 'joinedAt', role, status }: MemberQueryDto,
    seesInvited: boolean,
  ): Promise<Page<ListedPerson>> {
    if (cursor !== undefined && page !== undefined)
      throw invalidParameter('cursor', 'cannot be combined with page', 'excludes_page');
    const kinds = [status !== 'invited', seesInvited && status !== 'joined'] as const;
    const filter = [organizationId, role ?? null, ...kinds];
    const descending = sort.startsWith('-');
    if (page !== undefined) {
      const data = await this.read(filter, descending, null, limit, (page - 1) * limit);
      const total = await this.count(filter);
      return { data, meta: numberedMeta(page, limit, total) };
    }
    const rows = await this.read(
      filter,
      descending,
      cursor === undefined ? null : positionIn(cursor, sort),
      limit + 1,
      0,
    );
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    const hasMore = rows.length > limit;
    const nextCursor = hasMore && last ? encodeCursor({ sort, values: [last.since, last.id] }) : null;
    return { data, meta: { limit, hasMore, nextCursor } };
  }

  private read(
    filter: ReadonlyArray<string | boolean | null>,
    descending: boolean,
    after: readonly [string, string] | null,
    limit: number,
    offset: number,
  ): Promise<ListedPerson[]> {
    const [beyond, order] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
    return this.sql.query<ListedPerson>(
      `organization_people_${order.toLowerCase()}`,
      `SELECT id, is_invited AS "isInvited",
              to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since
       FROM (${PEOPLE}) people
       WHERE $5::timestamptz IS NULL OR (since, id) ${beyond} ($5, $6::uuid)
       ORDER BY people.since ${order}, people.id ${order} LIMIT $7 OFFSET $8`,
      [...filter, ...(after ?? [null, null]), limit, offset],
    );
  }

  private async count(filter: ReadonlyArray<string | boolean | null>): Promise<number> {
    const [row] = await this.sql.query<{ count: number }>(
      'organization_people_count',
      `SELECT count(*)::int AS count FROM (${PEOPLE}) people`,
      filter,
    );
    return row?.count ?? 0;
  }
}

const PEOPLE = `SELECT id, false AS is_invited, joined_at AS since FROM organization_members
  WHERE organization_id = $1 AND ($2::text IS NULL OR role = $2) AND $3::boolean
  UNION ALL
  SELECT id, true, created_at FROM organization_invitations
  WHERE organization_id = $1 AND ($2::text IS NULL OR role = $2) AND $4::boolean`;

function positionIn(cursor: string, sort: string): readonly [string, string] {
  const [since, id] = decodeCursor(cursor, sort, 2);
  if (typeof since !== 'string' || Number.isNaN(Date.parse(since)) || typeof id !== 'string' || !UUID.test(id))
    throw new CodedError(MALFORMED_CURSOR);
  return [new Date(since).toISOString(), id];
}
