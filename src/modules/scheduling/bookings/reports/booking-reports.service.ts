import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Clock } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { FORMER_USER } from '../../../people/users/users.api.js';
import { EventTypesApi } from '../../event-types/event-types.api.js';
import { BookingPeople } from '../booking/booking-people.js';
import type { BookingFiguresDto, BookingReportDto, BookingReportQueryDto } from './booking-report.dto.js';
import { type ReportDimension, type ReportedDays, reportedDays, weeksOf } from './booking-report.rules.js';
import { BookingReportsRepository, type ReportGroup } from './booking-reports.repository.js';

/** One row of a report as a file. */
export interface ReportRow {
  /** Monday of a week, or id of an event type or a person; null for bookings without an event type. */
  readonly key: string | null;
  /** Title of an event type, or name of a person. */
  readonly name: string | null;
  readonly figures: BookingFiguresDto;
}

const NOTHING: BookingFiguresDto = {
  bookings: 0,
  pending: 0,
  confirmed: 0,
  cancelled: 0,
  declined: 0,
  cancelledByHost: 0,
  cancelledByGuest: 0,
  attended: 0,
  absent: 0,
  bookedMinutes: 0,
};

/** What was booked in an organization, in figures, for those who manage it. */
@Injectable()
export class BookingReportsService {
  constructor(
    private readonly repository: BookingReportsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly eventTypes: EventTypesApi,
    private readonly people: BookingPeople,
    private readonly clock: Clock,
  ) {}

  /** @throws CodedError not_found, forbidden, validation_failed */
  async report(actor: Actor, organizationId: string, query: BookingReportQueryDto): Promise<BookingReportDto> {
    const days = await this.daysFor(actor, organizationId, query);
    const groups = await this.repository.report(organizationId, days);
    const of = (by: ReportGroup['by']) => groups.filter((group) => group.by === by);
    const names = await this.namesOf(groups);
    const { from, to, timeZone } = days;
    return {
      from,
      to,
      timeZone,
      total: figuresOf(of('total')[0]),
      weeks: everyWeek(days, of('week')).map(({ key, figures }) => ({ week: key, ...figures })),
      eventTypes: of('eventType').map((group) => ({
        eventType: group.key === null ? null : { id: group.key, title: names(group) ?? '' },
        ...figuresOf(group),
      })),
      hosts: of('host').map((group) => ({
        host: { id: group.key ?? '', name: names(group) ?? FORMER_USER },
        ...figuresOf(group),
      })),
    };
  }

  /**
   * A page of one dimension, for a file.
   * @throws CodedError not_found, forbidden, validation_failed
   */
  async page(
    actor: Actor,
    organizationId: string,
    by: ReportDimension,
    query: BookingReportQueryDto,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<ReportRow>> {
    const days = await this.daysFor(actor, organizationId, query);
    const offset = Number(cursor ?? 0);
    const found = await this.repository.groups(organizationId, days, by, { limit: limit + 1, offset });
    const hasMore = found.length > limit;
    const meta = { limit, hasMore, nextCursor: hasMore ? String(offset + limit) : null };
    if (by === 'week') return { data: everyWeek(days, found), meta };
    const groups = found.slice(0, limit);
    const names = await this.namesOf(groups);
    return {
      data: groups.map((group) => ({ key: group.key, name: names(group), figures: figuresOf(group) })),
      meta,
    };
  }

  private async daysFor(
    { userId }: Actor,
    organizationId: string,
    { timeZone, ...days }: BookingReportQueryDto,
  ): Promise<ReportedDays> {
    const role = await this.organizations.roleOf(organizationId, userId);
    if (role === null) throw new CodedError(NOT_FOUND);
    if (role === 'member')
      throw new CodedError(FORBIDDEN, { detail: 'Its owners and admins see reports of an organization.' });
    const zone = timeZone ?? (await this.people.byId([userId])).get(userId)?.timeZone ?? 'UTC';
    return reportedDays(days, zone, this.clock.now());
  }

  /** Titles of event types, and names of people. */
  private async namesOf(groups: readonly ReportGroup[]): Promise<(group: ReportGroup) => string | null> {
    const keysOf = (by: ReportDimension) => groups.flatMap((group) => (group.by === by ? (group.key ?? []) : []));
    const titles = await this.eventTypes.titlesByIds(keysOf('eventType'));
    const people = await this.people.byId(keysOf('host'));
    return ({ by, key }) => {
      if (key === null) return null;
      return (by === 'host' ? people.get(key)?.name : titles.get(key)) ?? null;
    };
  }
}

function figuresOf(group: ReportGroup | undefined): BookingFiguresDto {
  if (!group) return NOTHING;
  const { by: _by, key: _key, ...figures } = group;
  return figures;
}

/** With those in which nothing was booked. */
function everyWeek(days: ReportedDays, groups: readonly ReportGroup[]) {
  const found = new Map(groups.map((group) => [group.key, group]));
  return weeksOf(days).map((week) => ({ key: week, name: null, figures: figuresOf(found.get(week)) }));
}
