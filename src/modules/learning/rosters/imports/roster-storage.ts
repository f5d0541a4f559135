import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { StorageHolder, type StoredPart } from '../../../people/organizations/organizations.api.js';

/** Files of rosters, as long as they are kept. */
@Injectable()
export class RosterStorage extends StorageHolder {
  constructor(private readonly sql: Sql) {
    super();
  }

  async storedFor(organizationId: string): Promise<StoredPart> {
    const [found] = await this.sql.query<{ count: number; bytes: string }>(
      'roster_storage',
      `SELECT count(DISTINCT p.import_id)::int AS count, coalesce(sum(octet_length(p.content)), 0) AS bytes
       FROM roster_imports i JOIN roster_parts p ON p.import_id = i.id WHERE i.organization_id = $1`,
      [organizationId],
    );
    return { kind: 'rosters', count: found?.count ?? 0, bytes: Number(found?.bytes ?? 0) };
  }
}
