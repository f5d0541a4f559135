import { Injectable } from '@nestjs/common';
import { DAY } from '../../kernel/clock.js';
import { CronConfig } from '../config/config.js';
import { ExpiredRows } from '../database/expired-rows.js';
import { ScheduledTask } from '../queue/scheduled-task.js';
import { Logger } from '../telemetry/logger.js';

/** What nothing has called for so long is not called any more. */
const RETENTION_MS = 2 * DAY;

/** Deletes circuit breakers of services that nobody calls any more, such as the server of a calendar that is gone. */
@Injectable()
export class CircuitsCleanUp extends ScheduledTask {
  readonly name = 'circuits.clean-up';
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
    const before = new Date(due.getTime() - RETENTION_MS);
    const deleted = await this.expired.delete('circuits_expire', 'circuit_breakers', 'last_failed_at < $1', before);
    this.logger.event('circuits.cleaned_up', { deleted });
  }
}
