import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { StorageHolder, type StoredPart } from '../../../people/organizations/organizations.api.js';

/** Files and rows of imports, as long as they are kept. */
@Injectable()
export class RosterStorage extends StorageHolder {
  constructor(private readonly sql: Sql) {
    super();
  }

  async storedFor(organizationId: string): Promise<StoredPart> {
    const [found] = await this.sql.query<{ count: number; bytes: string }>(
      'roster_storage',
      `SELECT count(*)::int AS count, coalesce(sum(i.row_bytes
         + (SELECT coalesce(sum(octet_length(p.content)), 0) FROM roster_parts p WHERE p.import_id = i.id)), 0)::bigint AS bytes
       FROM roster_imports i WHERE i.organization_id = $1`,
      [organizationId],
    );
    return { kind: 'rosters', count: found?.count ?? 0, bytes: Number(found?.bytes ?? 0) };
  }
}
