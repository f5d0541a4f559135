import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { IsolatedRows } from '../../../infra/database/isolated-rows.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { assertVersion } from '../../../kernel/versions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { Clock } from '../../../kernel/clock.js';
import { BookingInstancesApi } from '../bookings/booking-instances.api.js';
import type { SeriesDto } from './dto/series.dto.js';
import { SeriesAccess } from './series-access.js';
import { timesOf } from './series-changes.service.js';
import { assertAhead, hasBefore } from './series-edit.js';
import { SeriesInstances } from './series-instances.js';
import { headOf } from './series-shift.js';
import { SERIES_CHANGED, SERIES_ENDED } from './series.events.js';
import { SeriesPresenter } from './series.presenter.js';
import { type SeriesRecord, SeriesRepository } from './series.repository.js';
import { recurrenceOf, type SeriesScope } from './series.rules.js';

/** Cancels one instance, those from one on, or the whole series. Past instances stay. */
@Injectable()
export class SeriesCancellationsService {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly access: SeriesAccess,
    private readonly single: SeriesInstances,
    private readonly instances: BookingInstancesApi,
    private readonly presenter: SeriesPresenter,
    private readonly outbox: Outbox,
    private readonly rows: IsolatedRows,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, already_cancelled, series_cancelled, in_the_past, precondition_failed */
  @Transactional()
  async cancelInstance(
    actor: Actor,
    target: { readonly id: string; readonly recurrenceId: string; readonly scope: SeriesScope },
    reason: string | undefined,
    version: number | undefined,
  ): Promise<SeriesDto> {
    const { id, recurrenceId, scope } = target;
    const series = await this.access.openToChange(actor, id, 'cancel');
    assertVersion(version, series.version);
    if (scope === 'this') {
      await this.single.cancel(actor, series, recurrenceId, reason);
      await this.repository.change(series, {});
    } else {
      await this.single.assertThere(series, recurrenceId);
      if (scope === 'following' && hasBefore(recurrenceOf(series), recurrenceId))
        await this.cutOff(actor, series, recurrenceId, reason ?? null);
      else await this.end(actor.userId, series, reason ?? null);
    }
    return this.presenter.current(actor, id);
  }

  /** @throws CodedError not_found, series_cancelled, precondition_failed */
  @Transactional()
  async cancel(actor: Actor, id: string, reason: string | undefined, version: number | undefined): Promise<SeriesDto> {
    const series = await this.access.openToChange(actor, id, 'cancel');
    assertVersion(version, series.version);
    await this.end(actor.userId, series, reason ?? null);
    return this.presenter.current(actor, id);
  }

  /**
   * Cancels series that the person organizes. Those that fail are skipped. Runs in the transaction of the caller.
   * @returns how many were cancelled, at most `limit`
   */
  async cancelSomeOf(organizerId: string, reason: string, limit: number): Promise<number> {
    let ended = 0;
    for (let after: string | null = null, isMore = true; isMore && ended < limit;) {
      const ids: string[] = await this.repository.lockActiveOf(organizerId, after, limit - ended);
      isMore = ids.length === limit - ended;
      after = ids.at(-1) ?? null;
      const failed = await this.rows.forEach('series.leave', ids, String, async (id) =>
        this.end(organizerId, await this.repository.getOrThrow(id), reason),
      );
      ended += ids.length - failed.length;
    }
    return ended;
  }

  private async cutOff(actor: Actor, series: SeriesRecord, from: string, reason: string | null): Promise<void> {
    const set = recurrenceOf(series);
    const now = this.clock.now();
    assertAhead(from, set.timeZone, now);
    const instances = (await this.instances.lock(series.id, from)).filter(
      ({ status, end }) => status === 'confirmed' && end > now,
    );
    await this.instances.cancel(actor.userId, instances, reason);
    await this.repository.takeSkips(series.id, from);
    const sequence = await this.instances.nextSequence(series.id, series.sequence);
    await this.repository.change(series, { ...timesOf(headOf(set, from)), extendAt: null, sequence });
    await this.instances.continueFrom(series.id, sequence);
    await this.outbox.append(SERIES_CHANGED, { seriesId: series.id, actorId: actor.userId, sequence, removed: [] });
  }

  private async end(actorId: string, series: SeriesRecord, reason: string | null): Promise<void> {
    const now = this.clock.now();
    await this.instances.cancel(actorId, await this.instances.lockUpcoming(series.id, now), reason);
    const sequence = await this.instances.nextSequence(series.id, series.sequence);
    await this.repository.change(series, {
      status: 'cancelled',
      cancelledAt: now,
      cancelReason: reason,
      extendAt: null,
      sequence,
    });
    await this.outbox.append(SERIES_ENDED, { seriesId: series.id, actorId, sequence });
  }
}
