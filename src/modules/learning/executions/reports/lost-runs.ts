import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { QueueConfig } from '../../../../infra/config/config.js';
import { BackgroundLoop } from '../../../../infra/queue/background-loop.js';
import { QueueDirectory } from '../../../../infra/queue/queue-directory.js';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { Clock, SECOND } from '../../../../kernel/clock.js';
import { RUN_REPORTS_QUEUE } from '../../../../kernel/run-queue.js';
import { ExecutionsConfig } from '../executions.config.js';
import type { Execution } from '../run/execution.entity.js';
import { isFinished, queueOf, runJobId } from '../run/execution.rules.js';
import { ExecutionsRepository } from '../run/executions.repository.js';
import { RunOutcomes } from './run-outcomes.js';

type Unfinished = Pick<Execution, 'id' | 'status' | 'isInteractive' | 'round' | 'queuedAt'>;

/**
 * Ends runs that nobody will end: those that Redis lost, and those that wait too long because no executor is there. A run
 * is in the outbox, in the queue of runs, in that of reports or ended, and moves in this order; so does the search.
 */
@Injectable()
export class LostRuns implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly outcomes: RunOutcomes,
    private readonly queues: QueueDirectory,
    private readonly queue: QueueConfig,
    private readonly config: ExecutionsConfig,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.loop = new BackgroundLoop(
      () => this.step().then(() => false),
      queue.reconcileEverySeconds * SECOND,
      (error) => logger.failure('executions.search_failed', error),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async step(): Promise<void> {
    const now = this.clock.now().getTime();
    const { reconcileAfterSeconds } = this.queue;
    const patience = Math.min(reconcileAfterSeconds, this.config.waitSeconds) * SECOND;
    for (const execution of await this.executions.listUnfinishedBefore(new Date(now - patience))) {
      const waited = now - execution.queuedAt.getTime();
      const reason = await this.reasonToEnd(execution, waited);
      if (reason === null) continue;
      await this.outcomes.giveUp(execution.id, reason);
      this.logger.event('executions.given_up', { executionId: execution.id, reason }, 'warn');
    }
  }

  private async reasonToEnd(execution: Unfinished, waitedMs: number): Promise<string | null> {
    const jobId = runJobId(execution.id, execution.round);
    const job = await this.queues.get(queueOf(execution)).getJob(jobId);
    if (job) {
      if (waitedMs <= this.config.waitSeconds * SECOND) return null;
      // One that an executor runs is locked, and stays.
      const isGone = await job.remove().then(
        () => true,
        () => false,
      );
      return isGone ? `No executor ran it within ${this.config.waitSeconds} s.` : null;
    }
    const reports = this.queues.get(RUN_REPORTS_QUEUE);
    for (const kind of ['started', 'ended']) if (await reports.getJob(`${jobId}-${kind}`)) return null;
    const found = await this.executions.findById(execution.id);
    if (!found || isFinished(found.status)) return null;
    // Still in the outbox, which keeps it until Redis is there.
    if (waitedMs <= this.config.waitSeconds * SECOND && found.status === 'queued') return null;
    return 'It was lost between the queues.';
  }
}
