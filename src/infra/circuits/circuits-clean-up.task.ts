import { Injectable } from '@nestjs/common';
import { DAY } from '../../kernel/clock.js';
import { RetentionTask } from '../queue/retention-task.js';

/** Deletes circuit breakers of services that nobody calls any more, such as the server of a calendar that is gone. */
@Injectable()
export class CircuitsCleanUp extends RetentionTask {
  readonly name = 'circuits.clean-up';
  /** What nothing has called for so long is not called any more. */
  protected readonly keptMs = 2 * DAY;
  protected readonly expired = ['circuits_expire', 'circuit_breakers', 'last_failed_at < $1'] as const;
}
