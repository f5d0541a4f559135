import { Injectable } from '@nestjs/common';
import { HOUR } from '../../kernel/clock.js';
import { CronConfig } from '../config/config.js';
import { ExpiredRows } from '../database/expired-rows.js';
import { ScheduledTask } from '../queue/scheduled-task.js';
import { Logger } from '../telemetry/logger.js';
import { IDEMPOTENCY_RETENTION_HOURS } from './idempotency-key.entity.js';

/** Deletes expired idempotency keys. */
@Injectable()
export class IdempotencyCleanUp extends ScheduledTask {
  readonly name = 'idempotency.clean-up';
  readonly pattern: string;

  constructor(
    config: CronConfig,
    private readonly expired: ExpiredRows,
    private readonly logger: Logger,
  ) {
    super();
    this.pattern = config.cleanUp;
  }

  async run(due: Date): Promise<void> {
    const before = new Date(due.getTime() - IDEMPOTENCY_RETENTION_HOURS * HOUR);
    const deleted = await this.expired.delete('idempotency_expire', 'idempotency_keys', 'created_at < $1', before);
    this.logger.event('idempotency.cleaned_up', { deleted });
  }
}
