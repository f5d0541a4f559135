import { Injectable } from '@nestjs/common';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { Logger } from '../../../infra/telemetry/logger.js';
import { Metrics } from '../../../infra/telemetry/metrics.js';
import { ErasuresRepository } from './erasures.repository.js';
import { ERASE_PERSON } from './users.jobs.js';

/** Far above the longest pause between steps (a minute). */
const STALLED_AFTER_MINUTES = 60;
const BATCH = 100;

/** Restarts stalled erasures, whose step ended as a dead letter. The age of the oldest one is exposed to operators. */
@Injectable()
export class StalledErasures extends ScheduledTask {
  readonly name = 'users.stalled-erasures';
  readonly pattern = '*/10 * * * *';

  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly outbox: Outbox,
    private readonly logger: Logger,
    readonly transactions: Transactions,
    metrics: Metrics,
  ) {
    super();
    metrics.observe(
      'erasure_oldest_age_seconds',
      'How long ago the oldest erasure was asked for that is not done.',
      [],
      async (gauge) => gauge.set(await erasures.oldestAgeSeconds()),
    );
  }

  @Transactional()
  async run(_due: Date): Promise<void> {
    for (const step of await this.erasures.takeUpStalled(STALLED_AFTER_MINUTES, BATCH)) {
      this.logger.event('erasure.taken_up', { erasureId: step.erasureId }, 'warn');
      await this.outbox.append(ERASE_PERSON, step);
    }
  }
}
