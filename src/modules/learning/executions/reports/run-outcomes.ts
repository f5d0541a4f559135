import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { DeadLetters } from '../../../../infra/queue/dead-letters.js';
import { Metrics } from '../../../../infra/telemetry/metrics.js';
import type { RunEnded, RunReport } from '../../../../kernel/run-queue.js';
import { SessionRooms } from '../../sessions/sessions.api.js';
import { RunAnnouncements } from '../live/run-announcements.js';
import { DISPATCH, EXECUTION_FINISHED } from '../executions.events.js';
import type { Execution } from '../run/execution.entity.js';
import { durationOf, excerptOf, limitsOf, runJobId } from '../run/execution.rules.js';
import { type ExecutionEnd, ExecutionsRepository } from '../run/executions.repository.js';
import { RunCancellations } from '../run/run-cancellations.js';
import { judged, statusOfTests } from '../tests/test.rules.js';

/** Writes down what became of runs, each end once. */
@Injectable()
export class RunOutcomes {
  private readonly executed: Counter<'language'>;

  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly rooms: SessionRooms,
    private readonly announcements: RunAnnouncements,
    private readonly cancellations: RunCancellations,
    private readonly deadLetters: DeadLetters,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
    metrics: Metrics,
  ) {
    this.executed = new Counter({
      name: 'code_executions_total',
      help: 'Programs that have ended, by language.',
      labelNames: ['language'],
      registers: [metrics.registry],
    });
  }

  @Transactional()
  async record(report: RunReport): Promise<void> {
    const execution = await this.executions.lock(report.executionId);
    // It was erased, or is run again by another job.
    if (!execution || report.jobId !== runJobId(execution.id, execution.round)) return;
    if (report.kind === 'started') {
      const hasBegun = await this.executions.begin(execution.id, execution.round, new Date(report.startedAt));
      if (hasBegun) await this.announcements.announce(execution);
      return;
    }
    const end = endOf(execution, report);
    if (execution.status === 'cancelled') return this.executions.complete(execution.id, withoutStatus(end));
    if (await this.executions.finish(execution.id, end)) await this.tell(execution, end, report.failure);
  }

  /** A run that nothing was heard of. @param reason for the operator */
  @Transactional()
  async giveUp(id: string, reason: string): Promise<void> {
    const execution = await this.executions.lock(id);
    if (!execution) return;
    const end = endOf(execution, {
      ...{ kind: 'ended', executionId: id, jobId: '', startedAt: null },
      ...{ endedAt: new Date().toISOString(), results: [], failure: reason },
    });
    if (await this.executions.finish(id, end)) await this.tell(execution, end, reason);
  }

  private async tell(execution: Execution, end: ExecutionEnd, failure: string | null): Promise<void> {
    const { id, sessionId, organizationId, userId, language, messageId, round } = execution;
    const { status } = end;
    if (sessionId !== null && status !== 'internal_error')
      await this.rooms.countRun(sessionId, userId, end.durationMs ?? 0);
    if (status === 'internal_error' && messageId !== null)
      await this.deadLetters.recordLater(DISPATCH, messageId, failure ?? 'The run failed.', round + 1);
    const fact = { executionId: id, sessionId, organizationId, actorId: userId };
    await this.outbox.append(EXECUTION_FINISHED, { ...fact, language, status });
    await this.announcements.announce(execution);
    this.transactions.afterCommit(() => {
      this.executed.inc({ language });
      if (status === 'internal_error') void this.cancellations.endWhatRuns(id);
    });
  }
}

function withoutStatus({
  version,
  driver,
  outcome,
  excerpt,
  passedTests,
  durationMs,
}: ExecutionEnd): Omit<ExecutionEnd, 'status' | 'finishedAt'> {
  return { version, driver, outcome, excerpt, passedTests, durationMs };
}

function endOf(execution: Execution, { results, endedAt }: RunEnded): ExecutionEnd {
  const { tests } = execution;
  const [first] = results;
  const about = {
    version: first?.version ?? null,
    driver: first?.driver ?? null,
    durationMs: first ? durationOf(results) : null,
    finishedAt: new Date(endedAt),
  };
  const used = first?.limits ?? limitsOf(execution);
  if (!tests)
    return {
      ...about,
      status: first?.status ?? 'internal_error',
      outcome: { compile: first?.compile ?? null, run: first?.run ?? null, limits: used, tests: null },
      excerpt: first ? excerptOf(first) : null,
      passedTests: null,
    };
  const { outcomes, passed } = judged(tests.cases, results, tests);
  return {
    ...about,
    status: statusOfTests(results),
    outcome: { compile: first?.compile ?? null, run: null, limits: used, tests: outcomes },
    excerpt: first ? excerptOf(first) : null,
    passedTests: passed,
  };
}
