import { Injectable } from '@nestjs/common';
import { toInstant } from '../../../infra/calendar/wall-time.js';
import { IsolatedRows } from '../../../infra/database/isolated-rows.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { ScheduledTask } from '../../../infra/queue/scheduled-task.js';
import { Clock } from '../../../kernel/clock.js';
import { BookingInstancesApi } from '../bookings/booking-instances.api.js';
import { timeOf } from './series-horizon.js';
import { SERIES_CHANGED, SERIES_DATES_SKIPPED } from './series.events.js';
import { type NewSkip, type SeriesRecord, SeriesRepository } from './series.repository.js';
import { ZoneData } from './zone-data.js';
import { SeriesConfig } from './series.config.js';

const BATCH = 100;
const MOST_BATCHES = 100;
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';
const TAKEN = 'Clocks change at other times than announced before, and the time is taken.';

/**
 * Recomputes future instances of series when a zone changes its rules, so that they keep their local time. Handles each
 * series once per release of the zone data, and never goes back: while two releases run side by side, the newer one
 * decides. Instances with an override keep their instant.
 */
@Injectable()
export class SeriesZoneDataTask extends ScheduledTask {
  readonly name = 'series.zone-data';
  readonly pattern: string;

  constructor(
    config: SeriesConfig,
    private readonly repository: SeriesRepository,
    private readonly instances: BookingInstancesApi,
    private readonly zoneData: ZoneData,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly rows: IsolatedRows,
  ) {
    super();
    this.pattern = config.extensionCron;
  }

  async run(): Promise<void> {
    let last = BEFORE_ALL_IDS;
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const ids = await this.repository.findByOlderZoneData(this.zoneData.release, last, BATCH);
      // Failed ones are retried at the next tick.
      await this.rows.forEach(this.name, ids, String, (id) => this.recompute(id));
      last = ids.at(-1) ?? last;
      if (ids.length < BATCH) return;
    }
  }

  private async recompute(id: string): Promise<void> {
    await this.repository.lock(id);
    const series = await this.repository.find(id);
    if (!series || series.zoneData >= this.zoneData.release) return;
    if (series.status === 'active') await this.move(series);
    await this.repository.setZoneData(id, this.zoneData.release);
  }

  private async move(series: SeriesRecord): Promise<void> {
    const now = this.clock.now();
    const moves = (await this.instances.lockUpcoming(series.id, now))
      .filter(({ isOverride, start }) => !isOverride && start > now)
      .map((instance) => {
        const id = instance.recurrenceId;
        return { instance, ...timeOf(series, { id, start: toInstant(id, series.timeZone) }) };
      })
      .filter(({ instance, start }) => instance.start.getTime() !== start.getTime());
    if (moves.length === 0) return;
    const lost = new Set(await this.instances.move(null, moves));
    await this.instances.cancel(null, [...lost], TAKEN);
    const skips: NewSkip[] = moves
      .filter(({ instance }) => lost.has(instance))
      .map(({ recurrenceId, start }) => ({ recurrenceId, startsAt: start, reason: 'slot_taken' }));
    await this.repository.recordSkips(series.id, skips);
    const sequence = await this.instances.nextSequence(series.id, series.sequence);
    await this.repository.change(series, { sequence });
    await this.instances.continueFrom(series.id, sequence);
    await this.outbox.append(SERIES_CHANGED, { seriesId: series.id, actorId: null, sequence, removed: [] });
    const starts = skips.map(({ startsAt }) => startsAt.toISOString());
    if (starts.length > 0)
      await this.outbox.append(SERIES_DATES_SKIPPED, { seriesId: series.id, sequence: null, starts });
  }
}
