import { Injectable } from '@nestjs/common';
import type { AuditRetention } from '../../../infra/audit/audit-meaning.js';
import { Sql } from '../../../infra/database/sql.js';
import { Transactions } from '../../../infra/database/transactions.js';

/** Short lock timeout: readers and writers queue behind a statement that waits for its table lock. */
const LOCK_TIMEOUT = '2s';
/** Advisory lock between workers. */
const LOCK = 'audit partitions';

/** The partitions of entries and details, which functions of the database make and drop. */
@Injectable()
export class AuditPartitions {
  constructor(
    private readonly sql: Sql,
    private readonly transactions: Transactions,
  ) {}

  /** Creates the partitions of the next weeks and months. @returns how many were created */
  make(): Promise<number> {
    return this.alone('SELECT audit_make_partitions() AS count');
  }

  /**
   * Drops the partitions that ended before the moment.
   * @param told runs in the transaction when something was dropped
   * @returns how many were dropped
   */
  drop(retention: AuditRetention, before: Date, told: () => Promise<void>): Promise<number> {
    return this.alone('SELECT audit_drop_partitions($1, $2) AS count', [retention, before], told);
  }

  private alone(statement: string, values: unknown[] = [], told?: () => Promise<void>): Promise<number> {
    return this.transactions.run(async () => {
      await this.sql.query('', `SELECT pg_advisory_xact_lock(hashtextextended('${LOCK}', 0))`);
      await this.sql.query('', `SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      const [row] = await this.sql.query<{ count: number }>('', statement, values);
      const count = row?.count ?? 0;
      if (count > 0) await told?.();
      return count;
    });
  }
}
