import { Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Job } from 'bullmq';
import { newId } from '../../kernel/ids.js';
import { MINUTE } from '../../kernel/clock.js';
import { CronConfig } from '../config/config.js';
import { Logger } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { requestContext } from '../telemetry/request-context.js';
import { BackgroundLoop } from './background-loop.js';
import { withProgress } from './job-progress.js';
import { QueueDirectory } from './queue-directory.js';
import { CRON_QUEUE } from './queues.js';
import { ScheduledTask } from './scheduled-task.js';

/** Keeps one BullMQ job scheduler per task and runs the ticks, one at a time. */
@Processor(CRON_QUEUE, { concurrency: 1 })
export class CronProcessor
  extends WorkerHost
  implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown
{
  private readonly upkeep: BackgroundLoop;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly queues: QueueDirectory,
    private readonly config: CronConfig,
    private readonly logger: Logger,
    private readonly metrics: Metrics,
  ) {
    super();
    // Repeated every minute, because a flushed Redis forgets its schedulers.
    this.upkeep = new BackgroundLoop(
      () => this.schedule(),
      MINUTE,
      (error) => logger.failure('cron.schedule_failed', error),
    );
  }

  onApplicationBootstrap(): void {
    this.worker.on('error', (error) => this.logger.event('worker.error', { reason: error.message }, 'warn'));
    this.worker.on('stalled', () => this.metrics.stalledJobs.inc({ queue: 'cron' }));
    this.upkeep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.upkeep.stop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  async process(job: Job): Promise<void> {
    const task = this.tasks().find(({ name }) => name === job.name);
    if (!task) return;
    const end = this.metrics.jobs.startTimer({ queue: CRON_QUEUE, consumer: job.name });
    await requestContext.run({ requestId: `cron-${newId()}` }, async () => {
      try {
        await withProgress(job, () => task.run(new Date(job.timestamp + (job.opts.delay ?? 0))));
        end({ outcome: 'done' });
      } catch (error) {
        end({ outcome: 'failed' });
        this.logger.failure('cron.failed', error, { task: job.name });
        throw error;
      }
    });
  }

  private async schedule(): Promise<boolean> {
    const queue = this.queues.get(CRON_QUEUE);
    const tasks = this.tasks();
    for (const { name, pattern } of tasks) {
      // An invalid pattern must not keep the tasks after it from being scheduled.
      await queue
        .upsertJobScheduler(name, { pattern, tz: this.config.timeZone }, { name })
        .catch((error: unknown) => this.logger.failure('cron.schedule_failed', error, { task: name }));
    }
    const names = new Set(tasks.map(({ name }) => name));
    for (const scheduler of await queue.getJobSchedulers(0, 1000)) {
      if (!names.has(scheduler.key)) await queue.removeJobScheduler(scheduler.key);
    }
    return false;
  }

  private tasks(): ScheduledTask[] {
    return this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof ScheduledTask);
  }
}
