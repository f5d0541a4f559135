import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { QueueConfig } from '../../../infra/config/config.js';
import { BackgroundLoop } from '../../../infra/queue/background-loop.js';
import { Logger } from '../../../infra/telemetry/logger.js';
import { ExternalCalendarSync } from './external-calendar-sync.js';
import { ExternalCalendarsRepository, type LeasedCalendar } from './external-calendars.repository.js';
import { ExternalCalendarConfig } from './calendars.config.js';

/** Poll interval, in poll intervals of the outbox: calendars are less urgent than e-mails. */
const PAUSE_IN_POLLS = 4;

/**
 * Syncs external calendars when they are due, a bounded number concurrently. The schedule is in the database, not in a
 * queue: a worker takes a lease, and when it dies another one takes over once that has expired.
 */
@Injectable()
export class ExternalCalendarPoller implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: BackgroundLoop;
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly repository: ExternalCalendarsRepository,
    private readonly sync: ExternalCalendarSync,
    private readonly config: ExternalCalendarConfig,
    private readonly logger: Logger,
    { outboxPollMs }: QueueConfig,
  ) {
    this.loop = new BackgroundLoop(
      () => this.startDue(),
      PAUSE_IN_POLLS * outboxPollMs,
      (error) => logger.failure('external_calendar.poll_failed', error),
    );
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  /** Bounded, because both download and parsing have timeouts. */
  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
    // eslint-disable-next-line lyceum/statements-in-turn -- these are transactions of their own that end
    await Promise.all(this.running);
  }

  private async startDue(): Promise<boolean> {
    while (this.running.size < this.config.concurrency) {
      const calendar = await this.repository.lease();
      if (!calendar) return false;
      this.start(calendar);
    }
    // eslint-disable-next-line lyceum/statements-in-turn -- these are transactions of their own that end
    await Promise.race(this.running);
    return true;
  }

  private start(calendar: LeasedCalendar): void {
    const run = this.sync
      .run(calendar)
      .catch((error: unknown) =>
        this.logger.failure('external_calendar.sync_failed', error, { calendarId: calendar.id }),
      )
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }
}
