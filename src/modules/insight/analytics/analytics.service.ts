import { Injectable } from '@nestjs/common';
import type { BatchItem, BatchOutcome } from '../../../kernel/batch.js';
import { Clock, DAY } from '../../../kernel/clock.js';
import type { Page } from '../../../kernel/page.js';
import type { Actor } from '../../../infra/access/actor.js';
import { UsersApi } from '../../people/users/users.api.js';
import { AnalyticsConfig } from './analytics.config.js';
import { AnalyticsEvents, type NewEvent } from './analytics-events.repository.js';
import { AnalyticsCounts } from './counts/analytics-counts.repository.js';
import { endOfLongest } from './counts/counted-times.js';
import { startOfDay } from './partition-day.js';
import type { AnalyticsEventDto, AnalyticsEventQueryDto } from './dto/analytics-event.dto.js';
import type { AnalyticsDashboardDto, DashboardQueryDto } from './dto/dashboard.dto.js';
import type { RecordedEventDto, RecordEventDto } from './dto/record-event.dto.js';
import { concernedBy, toAnalyticsEventDto } from './analytics.mapper.js';

@Injectable()
export class AnalyticsService {
  constructor(
    private readonly config: AnalyticsConfig,
    private readonly events: AnalyticsEvents,
    private readonly counts: AnalyticsCounts,
    private readonly users: UsersApi,
    private readonly clock: Clock,
  ) {}

  async record(actor: Actor | undefined, event: RecordEventDto): Promise<RecordedEventDto> {
    const [id = ''] = await this.events.add([told(actor, event)]);
    return { id };
  }

  async recordAll(actor: Actor | undefined, items: ReadonlyArray<BatchItem<RecordEventDto>>): Promise<BatchOutcome[]> {
    const taken = items.filter((item) => item.error === undefined);
    const ids = await this.events.add(taken.map(({ value }) => told(actor, value)));
    const idOf = new Map(taken.map(({ index }, position) => [index, ids[position] ?? '']));
    return items.map(({ index, error }) => (error ? { index, error } : { index, id: idOf.get(index) ?? '' }));
  }

  /** Administrators see the installation, everybody else their own events; nobody sees events beyond the retention. */
  async dashboard(actor: Actor, { days = 30 }: DashboardQueryDto): Promise<AnalyticsDashboardDto> {
    const to = this.clock.now();
    const from = new Date(to.getTime() - days * DAY);
    const kept = startOfDay(new Date(to.getTime() - this.config.retentionMs));
    // Ends later than now, so that the latest events count even where clocks differ.
    const span = { from: from < kept ? kept : from, to: endOfLongest(to) };
    const counts = await (actor.role === 'admin' ? this.counts.of(span) : this.counts.ofPerson(actor.userId, span));
    return { period: { days, from, to }, ...counts };
  }

  async search(query: AnalyticsEventQueryDto): Promise<Page<AnalyticsEventDto>> {
    const { data, meta } = await this.events.search(query);
    const people = await this.users.findByIds(
      data.flatMap((event) => [event.userId, concernedBy(event)]).filter((id) => id !== null),
    );
    return { data: data.map((event) => toAnalyticsEventDto(event, people)), meta };
  }
}

function told(actor: Actor | undefined, { eventType, anonymousId, metadata }: RecordEventDto): NewEvent {
  return { eventType, source: 'client', userId: actor?.userId ?? null, anonymousId, metadata };
}
