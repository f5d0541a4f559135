import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../infra/audit/audit-log.js';
import { AUDIT_DETAILS_ERASED } from '../../../infra/audit/audited-actions.js';
import { Sql } from '../../../infra/database/sql.js';
import { type Leaver, UserDataHolder } from '../../people/users/users.api.js';

/** Rows per statement, against the statement timeout. */
const ERASED_AT_ONCE = 5_000;

/**
 * Erasure of a person: deletes the details of their entries, and notes how many. The entries stay, because they are
 * sealed: the ids in them identify nobody any more.
 */
@Injectable()
export class AuditUserData extends UserDataHolder {
  readonly holds = { audit_details: ['userId', 'details'] };

  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {
    super();
  }

  async eraseUser({ id }: Leaver): Promise<void> {
    let count = 0;
    for (let isMore = true; isMore;) {
      const rows = await this.sql.query(
        'audit_details_erase',
        `DELETE FROM audit_details WHERE (created_at, entry_id, retention) IN (
           SELECT created_at, entry_id, retention FROM audit_details WHERE user_id = $1 LIMIT ${ERASED_AT_ONCE})
         RETURNING 1`,
        [id],
      );
      count += rows.length;
      isMore = rows.length === ERASED_AT_ONCE;
    }
    if (count > 0) await this.audit.add(AUDIT_DETAILS_ERASED, { metadata: { userId: id, count } });
  }
}
