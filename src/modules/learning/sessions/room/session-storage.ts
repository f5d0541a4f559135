import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { StorageHolder, type StoredPart } from '../../../people/organizations/organizations.api.js';

/** What the rooms of an organization have stored: documents with all that was ever written in them, and kept versions. */
@Injectable()
export class SessionStorage extends StorageHolder {
  constructor(private readonly sql: Sql) {
    super();
  }

  async storedFor(organizationId: string): Promise<StoredPart> {
    const [found] = await this.sql.query<{ count: number; bytes: string }>(
      'session_storage',
      `SELECT count(*)::int AS count, coalesce(sum(
         coalesce(d.log_bytes, 0) + coalesce(octet_length(d.snapshot), 0)
         + (SELECT coalesce(sum(octet_length(c.content)), 0) FROM session_checkpoints c WHERE c.session_id = s.id)
         + (SELECT coalesce(sum(pg_column_size(v.files)), 0) FROM session_versions v WHERE v.session_id = s.id)
       ), 0)::bigint AS bytes
       FROM sessions s LEFT JOIN session_documents d ON d.session_id = s.id WHERE s.organization_id = $1`,
      [organizationId],
    );
    return { kind: 'rooms', count: found?.count ?? 0, bytes: Number(found?.bytes ?? 0) };
  }
}
