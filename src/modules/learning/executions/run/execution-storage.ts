import { Injectable } from '@nestjs/common';
import { Sql } from '../../../../infra/database/sql.js';
import { StorageHolder, type StoredPart } from '../../../people/organizations/organizations.api.js';
import { roomsOf } from '../../sessions/sessions.api.js';

/** What is kept of the runs in an organization's rooms: programs, input, tests and what came out. */
@Injectable()
export class ExecutionStorage extends StorageHolder {
  constructor(private readonly sql: Sql) {
    super();
  }

  async storedFor(organizationId: string): Promise<StoredPart> {
    const [found] = await this.sql.query<{ count: number; bytes: string }>(
      'execution_storage',
      `SELECT count(*)::int AS count, coalesce(sum(
         pg_column_size(e.files) + pg_column_size(e.stdin) + pg_column_size(e.args)
         + coalesce(pg_column_size(e.tests), 0) + coalesce(pg_column_size(e.outcome), 0)
         + coalesce(pg_column_size(e.excerpt), 0)
       ), 0)::bigint AS bytes
       FROM executions e WHERE e.session_id IN (${roomsOf('$1')})`,
      [organizationId],
    );
    return { kind: 'runs', count: found?.count ?? 0, bytes: Number(found?.bytes ?? 0) };
  }
}
