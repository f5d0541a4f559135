import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { toInstant } from '../../../infra/calendar/wall-time.js';
import { Clock } from '../../../kernel/clock.js';
import { BookingInstancesApi } from '../bookings/booking-instances.api.js';
import { roomPath } from '../../learning/sessions/sessions.api.js';
import { FORMER_USER, type UserRecord, UsersApi } from '../../people/users/users.api.js';
import type { SeriesDto, SeriesSummaryDto } from './dto/series.dto.js';
import { type SeriesRecord, SeriesRepository } from './series.repository.js';
import { NEXT_INSTANCES } from './series.rules.js';

const GUEST = 'Guest';

type People = ReadonlyMap<string, UserRecord>;

/** Series as an actor may see them. */
@Injectable()
export class SeriesPresenter {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly instances: BookingInstancesApi,
    private readonly users: UsersApi,
    private readonly clock: Clock,
  ) {}

  /** As it is now, after a change. */
  async current(actor: Actor, id: string): Promise<SeriesDto> {
    return this.one(actor, await this.repository.getOrThrow(id));
  }

  async one(actor: Actor, series: SeriesRecord): Promise<SeriesDto> {
    const people = await this.peopleOf([series]);
    const upcoming = await this.instances.upcoming(series.id, this.clock.now(), NEXT_INSTANCES);
    const skips = await this.repository.listSkips(series.id);
    return {
      ...toSummary(actor, series, people),
      instances: upcoming.map(({ recurrenceId, bookingId, start, end, isOverride }) => ({
        recurrenceId,
        bookingId,
        start,
        end,
        isOverride,
      })),
      skipped: skips.map(({ recurrenceId, startsAt, reason }) => ({ recurrenceId, start: startsAt, reason })),
    };
  }

  async page(actor: Actor, list: readonly SeriesRecord[]): Promise<SeriesSummaryDto[]> {
    const people = await this.peopleOf(list);
    return list.map((series) => toSummary(actor, series, people));
  }

  private peopleOf(list: readonly SeriesRecord[]): Promise<People> {
    const ids = list.flatMap((series) => [series.organizerId, ...series.people.flatMap(({ userId }) => userId ?? [])]);
    return this.users.findByIds([...new Set(ids)]);
  }
}

function toSummary({ userId }: Actor, series: SeriesRecord, people: People): SeriesSummaryDto {
  const { id, title, description, location, durationMinutes, timeZone, rule, organizerId, organizationId } = series;
  const { sessionId, metadata, status, previousId, version, createdAt, updatedAt, cancelledAt, cancelReason } = series;
  const instant = (wall: string) => new Date(toInstant(wall, timeZone));
  const showsAddresses = organizerId === userId || series.people.some((person) => person.userId === userId);
  return {
    id,
    title,
    description,
    location,
    start: instant(series.start),
    durationMinutes,
    timeZone,
    rrule: rule,
    rdates: series.rdates.map(instant),
    exdates: series.exdates.map(instant),
    organizer: { id: organizerId, name: people.get(organizerId)?.name ?? FORMER_USER },
    attendees: series.people.map((person) =>
      toAttendee(person.userId === userId ? { ...person, email: null, name: null } : person, people, showsAddresses),
    ),
    organizationId,
    session: sessionId === null ? null : { id: sessionId, url: roomPath(sessionId) },
    metadata,
    status,
    previousId,
    version,
    createdAt,
    updatedAt,
    cancelledAt,
    cancelReason,
  };
}

function toAttendee(person: SeriesRecord['people'][number], people: People, showsAddresses: boolean) {
  const { userId, name } = person;
  const isShown = userId !== null && person.email === null;
  const account = isShown ? people.get(userId) : undefined;
  const email = account?.email ?? person.email;
  const unnamed = email === null ? FORMER_USER : showsAddresses ? email : GUEST;
  return {
    ...(isShown ? { userId } : {}),
    email: showsAddresses ? email : null,
    name: account?.name ?? name ?? unnamed,
  };
}
