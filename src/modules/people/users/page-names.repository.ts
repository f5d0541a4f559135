import { Injectable } from '@nestjs/common';
import { mapConstraint } from '../../../infra/database/constraint-errors.js';
import { Sql } from '../../../infra/database/sql.js';
import { PAGE_NAME_TAKEN, PageNamesApi, type PageOwner } from './page-names.api.js';

mapConstraint('page_names_pkey', PAGE_NAME_TAKEN);

interface Row {
  readonly slug: string;
  readonly userId: string | null;
  readonly organizationId: string | null;
}

/** Implementation of `PageNamesApi`. */
@Injectable()
export class PageNamesRepository extends PageNamesApi {
  constructor(private readonly sql: Sql) {
    super();
  }

  async slugsOf(ownerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ownerIds.length === 0) return new Map();
    const rows = await this.sql.query<{ slug: string; ownerId: string }>(
      'page_names_of',
      `SELECT slug, coalesce(user_id, organization_id) AS "ownerId" FROM page_names
       WHERE user_id = ANY($1::uuid[]) OR organization_id = ANY($1::uuid[])`,
      [ownerIds],
    );
    return new Map(rows.map(({ slug, ownerId }) => [ownerId, slug]));
  }

  async ownerOf(slug: string): Promise<PageOwner | null> {
    const [row] = await this.sql.query<Row>(
      'page_name_owner',
      'SELECT slug, user_id AS "userId", organization_id AS "organizationId" FROM page_names WHERE slug = $1',
      [slug],
    );
    if (row?.userId) return { userId: row.userId };
    return row?.organizationId ? { organizationId: row.organizationId } : null;
  }

  async give(owner: PageOwner, slug: string | null): Promise<void> {
    const [userId, organizationId] = 'userId' in owner ? [owner.userId, null] : [null, owner.organizationId];
    if (slug === null) {
      await this.sql.query('page_name_free', 'DELETE FROM page_names WHERE user_id = $1 OR organization_id = $2', [
        userId,
        organizationId,
      ]);
      return;
    }
    const key = userId === null ? 'organization' : 'user';
    await this.sql.query(
      `page_name_give_${key}`,
      `INSERT INTO page_names (slug, user_id, organization_id) VALUES ($1, $2, $3)
       ON CONFLICT (${key}_id) DO UPDATE SET slug = excluded.slug`,
      [slug, userId, organizationId],
    );
  }
}
