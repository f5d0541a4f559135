import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditLog } from '../../../infra/audit/audit-log.js';
import { DATABASE_QUERY } from '../../../infra/audit/audited-actions.js';
import { SlowStatements } from '../../../infra/database/slow-statements.js';
import { Transactions } from '../../../infra/database/transactions.js';
import { Logger } from '../../../infra/telemetry/logger.js';

/**
 * Entries of statements that took long, one at a time: a database that is slow is not asked for many more. Each says how many
 * others there were since the one before.
 */
@Injectable()
export class SlowStatementEntries implements OnApplicationBootstrap {
  private isWriting = false;
  private others = 0;

  constructor(
    private readonly slow: SlowStatements,
    private readonly audit: AuditLog,
    private readonly transactions: Transactions,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.slow.heardBy((statement, durationMs) => this.add(statement, durationMs));
  }

  private add(statement: string, durationMs: number): void {
    if (this.isWriting) {
      this.others += 1;
      return;
    }
    const metadata = { statement, durationMs, others: this.others };
    this.isWriting = true;
    this.others = 0;
    // The transaction of the statement may fail, and does not wait.
    this.transactions
      .outside(() => this.audit.add(DATABASE_QUERY, { metadata }))
      .catch((error: unknown) => this.logger.failure('audit.not_written', error, { action: DATABASE_QUERY.action }))
      .finally(() => (this.isWriting = false));
  }
}
