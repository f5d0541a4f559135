import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { type Interval, merge, whereAtLeast } from '../../../kernel/intervals.js';
import { type OrganizationRole, OrganizationsApi } from '../../people/organizations/organizations.api.js';
import {
  AvailabilityApi,
  type BookableCalendar,
  type BookableRecord,
  type ScheduleRecord,
  type Subject,
  type TakenTime,
} from './availability.api.js';
import type { Claimant } from '../claims/claims.api.js';
import { BUSY_TIMES_FREED } from './availability.events.js';
import { leads } from './availability.policy.js';
import { BookableAccess } from './bookables/bookable-access.js';
import { BookablesRepository } from './bookables/bookables.repository.js';
import { BookableCalendars } from './free-busy/bookable-calendars.js';
import { BookableCalendarsRepository, MOST_TAKEN, type TakenRow } from './free-busy/bookable-calendars.repository.js';
import type { Bookable } from './bookables/bookable.entity.js';
import { SchedulesRepository } from './schedules/schedules.repository.js';

/** Implementation of `AvailabilityApi`. */
@Injectable()
export class AvailabilityDirectory extends AvailabilityApi {
  constructor(
    private readonly reader: BookableCalendars,
    private readonly times: BookableCalendarsRepository,
    private readonly bookables: BookablesRepository,
    private readonly access: BookableAccess,
    private readonly schedules: SchedulesRepository,
    private readonly organizations: OrganizationsApi,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  calendars(
    subjects: readonly Subject[],
    window: Interval,
    without: readonly string[] = [],
  ): Promise<Map<string, BookableCalendar>> {
    return this.reader.read(subjects, window, without);
  }

  ensurePeople(userIds: readonly string[]): Promise<void> {
    return this.bookables.ensurePeople(userIds);
  }

  async lockPresence(bookableIds: readonly string[]): Promise<void> {
    await this.bookables.lockPresence(bookableIds);
  }

  lock(bookableIds: readonly string[]): Promise<void> {
    return this.bookables.lockToBook(bookableIds);
  }

  async take(
    claimant: Claimant,
    organizationId: string | null,
    bookableIds: readonly string[],
    time: { readonly start: Date; readonly end: Date },
  ): Promise<boolean> {
    return (await this.bookables.take(claimant, organizationId, bookableIds, time)) === bookableIds.length;
  }

  async takenTimes(
    bookableIds: readonly string[],
    window: Interval,
    exceptBookingId: string | null,
  ): Promise<{ readonly taken: TakenTime[]; readonly until: number }> {
    const rows = await this.times.taken(bookableIds, window, exceptBookingId);
    const last = rows.at(-1);
    const until = last && rows.length === MOST_TAKEN ? Date.parse(last.start) : window.end;
    return { taken: whereFull(rows), until };
  }

  async replaceBusyTimes(bookableId: string, sourceId: string, times: readonly Interval[]): Promise<void> {
    const freed = await this.times.replaceBusyTimes(bookableId, sourceId, merge(times));
    if (freed) await this.outbox.append(BUSY_TIMES_FREED, { bookableId, calendarId: sourceId, ...freed });
  }

  async findSchedule(id: string): Promise<ScheduleRecord | null> {
    const schedule = await this.schedules.findById(id);
    return schedule && { id: schedule.id, bookableId: schedule.bookableId };
  }

  async findBookables(ids: readonly string[]): Promise<Map<string, BookableRecord>> {
    const bookables = await this.bookables.findByIds(ids);
    return new Map(bookables.map((bookable) => [bookable.id, toRecord(bookable)]));
  }

  async findPlannedBy(userId: string, bookableId: string): Promise<BookableRecord | null> {
    const bookable = await this.access.findToPlan({ userId }, bookableId);
    return bookable && toRecord(bookable);
  }

  resourcesUsableBy(userId: string, bookableIds: readonly string[]): Promise<Set<string>> {
    return this.resourcesOf(userId, bookableIds, () => true);
  }

  resourcesManagedBy(userId: string, bookableIds: readonly string[]): Promise<Set<string>> {
    return this.resourcesOf(userId, bookableIds, leads);
  }

  async isAnyAway(bookableIds: readonly string[], time: Interval): Promise<boolean> {
    return (await this.times.elsewhere(bookableIds, time, [])).away.length > 0;
  }

  /** @param suffices whether a role in the organization of the resource is enough */
  private async resourcesOf(
    userId: string,
    bookableIds: readonly string[],
    suffices: (role: OrganizationRole) => boolean,
  ): Promise<Set<string>> {
    const resources = (await this.bookables.findByIds(bookableIds)).filter(({ kind }) => kind !== 'person');
    const organizationIds = resources.flatMap(({ organizationId }) => organizationId ?? []);
    const roles = await this.organizations.rolesOf(userId, [...new Set(organizationIds)]);
    const found = resources.filter(({ organizationId, ownerId }) => {
      if (organizationId === null) return ownerId === userId;
      const role = roles.get(organizationId);
      return role !== undefined && suffices(role);
    });
    return new Set(found.map(({ id }) => id));
  }
}

/** Ascending. */
function whereFull(rows: readonly TakenRow[]): TakenTime[] {
  const taken = rows.map((row) => ({ ...row, start: Date.parse(row.start), end: Date.parse(row.end) }));
  const single = taken.filter(({ capacity }) => capacity === 1);
  const shared = new Map(taken.filter(({ capacity }) => capacity > 1).map((row) => [row.bookableId, row.capacity]));
  const crowded = [...shared].flatMap(([id, capacity]) =>
    whereAtLeast(
      capacity,
      taken.filter(({ bookableId }) => bookableId === id),
    ).map((full) => ({ ...full, isPerson: false })),
  );
  return [...single, ...crowded].toSorted((a, b) => a.start - b.start);
}

function toRecord(bookable: Bookable): BookableRecord {
  const { id, kind, name, organizationId, ownerId, isActive, capacity, timeZone } = bookable;
  return { id, kind, name, organizationId, ownerId, isActive, capacity, timeZone };
}
