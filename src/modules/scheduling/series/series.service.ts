import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { formatRule } from '../../../infra/calendar/recurrence-rule.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { Clock } from '../../../kernel/clock.js';
import type { Page } from '../../../kernel/page.js';
import { BookedRooms } from '../../learning/sessions/sessions.api.js';
import { BookingInstancesApi } from '../bookings/booking-instances.api.js';
import { OrganizationsApi } from '../../people/organizations/organizations.api.js';
import { UsersApi } from '../../people/users/users.api.js';
import type { CreateSeriesDto, SeriesQueryDto } from './dto/change-series.dto.js';
import type { SeriesDto, SeriesSummaryDto } from './dto/series.dto.js';
import { SeriesAccess } from './series-access.js';
import { SeriesHorizon, slotTaken } from './series-horizon.js';
import { timesOfNew } from './series-input.js';
import { SERIES_CREATED } from './series.events.js';
import { SeriesPresenter } from './series.presenter.js';
import { SeriesRepository } from './series.repository.js';
import { ZoneData } from './zone-data.js';

/** Creates and reads series. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly access: SeriesAccess,
    private readonly horizon: SeriesHorizon,
    private readonly instances: BookingInstancesApi,
    private readonly presenter: SeriesPresenter,
    private readonly organizations: OrganizationsApi,
    private readonly users: UsersApi,
    private readonly rooms: BookedRooms,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly zoneData: ZoneData,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, unsupported_rule, rule_never_occurs, instances_overlap, in_the_past, slot_taken */
  @Transactional()
  async create(actor: Actor, wanted: CreateSeriesDto): Promise<SeriesDto> {
    const { title, organizationId = null, metadata = {}, onConflict = 'fail' } = wanted;
    const timeZone = wanted.timeZone ?? (await this.users.findById(actor.userId))?.timeZone ?? 'UTC';
    const { set, durationMinutes } = timesOfNew(wanted, timeZone, this.clock.now());
    if (organizationId !== null) await this.organizations.roleInOrThrow(organizationId, actor.userId);
    const people = await this.instances.resolvePeople(actor.userId, wanted.attendees ?? []);
    const series = await this.repository.insert(
      {
        organizerId: actor.userId,
        organizationId,
        sessionId: wanted.withSession
          ? await this.rooms.open({
              ownerId: actor.userId,
              organizationId,
              title,
              language: wanted.sessionLanguage ?? null,
            })
          : null,
        title,
        description: wanted.description || null,
        location: wanted.location || null,
        timeZone,
        start: set.start,
        durationMinutes,
        rule: formatRule(set.rule),
        rdates: [...set.rdates],
        exdates: [...set.exdates],
        metadata,
        zoneData: this.zoneData.release,
      },
      people,
    );
    const { booked, skipped } = await this.horizon.extend(series, onConflict);
    if (booked === 0) throw slotTaken(series, skipped);
    await this.outbox.append(SERIES_CREATED, { seriesId: series.id, actorId: actor.userId, sequence: 0 });
    return this.presenter.current(actor, series.id);
  }

  async list(actor: Actor, query: SeriesQueryDto): Promise<Page<SeriesSummaryDto>> {
    const { status, organizationId } = query;
    const managed = organizationId !== undefined && (await this.access.managesOrganization(actor, organizationId));
    const page = await this.repository.list({ userId: actor.userId, status, organizationId, managed }, query);
    return { ...page, data: await this.presenter.page(actor, page.data) };
  }

  async findOne(actor: Actor, id: string): Promise<SeriesDto> {
    return this.presenter.one(actor, await this.access.open(actor, id, 'read'));
  }
}
