import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Logger } from '../../../../infra/telemetry/logger.js';
import { Metrics } from '../../../../infra/telemetry/metrics.js';
import { requestContext } from '../../../../infra/telemetry/request-context.js';
import { RUN_REPORTS_QUEUE, type RunReport } from '../../../../kernel/run-queue.js';
import { RunOutcomes } from './run-outcomes.js';

/** Reports of the executor, one at a time for each place; a report that comes twice changes nothing. */
@Processor(RUN_REPORTS_QUEUE, { concurrency: 4 })
export class RunReportsProcessor extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly outcomes: RunOutcomes,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.worker.on('error', (error) => this.logger.event('worker.error', { reason: error.message }, 'warn'));
    this.worker.on('stalled', () => this.metrics.stalledJobs.inc({ queue: RUN_REPORTS_QUEUE }));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  async process({ data, name }: Job<RunReport>): Promise<void> {
    const { executionId } = data;
    const end = this.metrics.jobs.startTimer({ queue: RUN_REPORTS_QUEUE, consumer: name });
    await requestContext.run({ requestId: `execution-${executionId}` }, async () => {
      try {
        await this.outcomes.record(data);
        end({ outcome: 'done' });
      } catch (error) {
        end({ outcome: 'failed' });
        this.logger.failure('executions.report_failed', error, { executionId });
        throw error;
      }
    });
  }
}
