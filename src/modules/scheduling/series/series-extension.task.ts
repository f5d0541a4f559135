import { Injectable } from '@nestjs/common';
import { IsolatedRows } from '../../../infra/database/isolated-rows.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { Clock, HOUR } from '../../../kernel/clock.js';
import { SeriesHorizon } from './series-horizon.js';
import { SERIES_DATES_SKIPPED } from './series.events.js';
import { BookingInstancesApi } from '../bookings/booking-instances.api.js';
import { type SeriesRecord, SeriesRepository } from './series.repository.js';
import { SeriesConfig } from './series.config.js';

/** Bound per tick; the others are left to the next one. */
const MOST_SERIES = 2_000;
const BATCH = 100;

/**
 * Books instances that are within the horizon by now. Each series is a transaction of its own: when a worker dies, the
 * next tick finds the series due again. Row locks keep two workers from the same one.
 */
@Injectable()
export class SeriesExtensionTask extends ScheduledTask {
  readonly name = 'series.extension';
  readonly pattern: string;

  constructor(
    config: SeriesConfig,
    private readonly repository: SeriesRepository,
    private readonly horizon: SeriesHorizon,
    private readonly instances: BookingInstancesApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly rows: IsolatedRows,
  ) {
    super();
    this.pattern = config.extensionCron;
  }

  async run(): Promise<void> {
    const seen = new Set<string>();
    while (seen.size < MOST_SERIES) {
      const due = await this.repository.findDue(this.clock.now(), BATCH);
      const fresh = due.filter((id) => !seen.has(id));
      if (fresh.length === 0) return;
      for (const id of fresh) seen.add(id);
      const failed = await this.rows.forEach(this.name, fresh, String, (id) => this.extend(id));
      // Otherwise they would be first at every tick.
      for (const id of failed) await this.repository.postpone(id, new Date(this.clock.now().getTime() + HOUR));
    }
  }

  private async extend(id: string): Promise<void> {
    if (!(await this.repository.lockDue(id, this.clock.now()))) return;
    const series: SeriesRecord = await this.repository.getOrThrow(id);
    const { skipped } = await this.horizon.extend(series, 'skip');
    if (skipped.length === 0) return;
    // Calendars have the rule, and show the dates until they get an update.
    const sequence = await this.instances.nextSequence(id, series.sequence);
    await this.repository.change(series, { sequence });
    await this.instances.continueFrom(id, sequence);
    const starts = skipped.map(({ startsAt }) => startsAt.toISOString());
    await this.outbox.append(SERIES_DATES_SKIPPED, { seriesId: id, sequence, starts });
  }
}
