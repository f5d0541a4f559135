import { Injectable } from '@nestjs/common';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { reportProgress } from '../telemetry/work-progress.js';
import { isConnectionLost, isRetryable } from './driver-errors.js';
import { Transactions } from './transactions.js';

/** Bulkheads (Nygard, "Release It!"): work over many rows or people, where one failure does not affect the others. */
@Injectable()
export class IsolatedRows {
  constructor(
    private readonly transactions: Transactions,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Does the work for each in turn: in a savepoint of the running transaction, otherwise in a transaction of its own. A
   * failed one is rolled back and reported: a line in the log with its id, and `rows_failed_total` of the work. The
   * running job shows the progress.
   * @param work `<feature>.<purpose>`, as it stands in log and metrics
   * @returns those that failed
   * @throws when no row can be done at the moment (the connection is lost), or the running transaction has to be
   * repeated as a whole (deadlock)
   */
  async forEach<Row>(
    work: string,
    rows: Iterable<Row>,
    idOf: (row: Row) => string,
    run: (row: Row) => Promise<unknown>,
  ): Promise<Row[]> {
    const failed: Row[] = [];
    const total = Array.isArray(rows) ? rows.length : null;
    let done = 0;
    for (const row of rows) {
      const isPart = this.transactions.isActive;
      try {
        await (isPart ? this.transactions.attempt(() => run(row)) : this.transactions.run(() => run(row)));
      } catch (error) {
        if (isConnectionLost(error) || (isPart && isRetryable(error))) throw error;
        this.metrics.failedRows.inc({ work });
        this.logger.failure('row.failed', error, { work, id: idOf(row) });
        failed.push(row);
      }
      done += 1;
      reportProgress({ work, done, failed: failed.length, total });
    }
    return failed;
  }
}
