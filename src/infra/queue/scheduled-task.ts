import { Injectable } from '@nestjs/common';

/**
 * A cron job, in the time zone `CRON_TIME_ZONE`. Every provider of a worker module that extends this class is
 * scheduled. A tick may run twice after a crash: the effect has to be idempotent.
 */
@Injectable()
export abstract class ScheduledTask {
  /** Unique; no colon. */
  abstract readonly name: string;
  /** Five fields (minute, hour, day of month, month, day of week) or six with seconds first. */
  abstract readonly pattern: string;

  /** @param due when the tick was scheduled, not when it runs */
  abstract run(due: Date): Promise<void>;
}
