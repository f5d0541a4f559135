import { Injectable } from '@nestjs/common';

/**
 * Work that a cron pattern starts, in the zone of `CRON_TIME_ZONE`. Every provider of a worker module that extends this
 * class is scheduled. A tick may run twice after a crash: the effect has to be unique by itself.
 */
@Injectable()
export abstract class ScheduledTask {
  /** Unique; no colon. */
  abstract readonly name: string;
  /** Five fields (minute, hour, day of month, month, day of week) or six with seconds first. */
  abstract readonly pattern: string;

  /** @param due when the tick was planned, not when it runs */
  abstract run(due: Date): Promise<void>;
}
