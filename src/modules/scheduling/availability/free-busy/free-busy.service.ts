import { Injectable } from '@nestjs/common';
import { together } from '../../../../infra/database/together.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { Faults } from '../../../../kernel/faults.js';
import { DAY } from '../../../../kernel/clock.js';
import { type Interval, intersect, whereAtLeast } from '../../../../kernel/intervals.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { ClaimsApi } from '../../claims/claims.api.js';
import { AttendedTimes } from './attended-times.js';
import { BookablesRepository } from '../bookables/bookables.repository.js';
import { BookableCalendarsRepository, type BusyRow, groupByBookable } from './bookable-calendars.repository.js';
import { type FreeBusyDto, type FreeBusyQueryDto, LONGEST_ASKED_DAYS } from './free-busy.dto.js';

/** Free/busy queries about people and resources, for those who may see them. */
@Injectable()
export class FreeBusyService {
  constructor(
    private readonly calendars: BookableCalendarsRepository,
    private readonly claims: ClaimsApi,
    private readonly bookables: BookablesRepository,
    private readonly organizations: OrganizationsApi,
    private readonly attended: AttendedTimes,
    private readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed */
  async query(actor: Actor, { bookableIds, from, to }: FreeBusyQueryDto): Promise<FreeBusyDto> {
    assertWindow(from, to);
    const ids = [...new Set(bookableIds.map((id) => id.toLowerCase()))];
    const capacities = await this.capacitiesOfVisible(actor, ids);
    const busy = await this.busyTimes(capacities, { start: from.getTime(), end: to.getTime() });
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      bookables: ids.map((bookableId) => ({
        bookableId,
        isKnown: capacities.has(bookableId),
        busy: (busy.get(bookableId) ?? []).map(({ start, end }) => ({
          start: new Date(start).toISOString(),
          end: new Date(end).toISOString(),
        })),
      })),
    };
  }

  /** People are visible to colleagues, also when they were never booked. */
  private async capacitiesOfVisible({ userId }: Actor, ids: readonly string[]): Promise<Map<string, number>> {
    const bookables = await this.bookables.findByIds(ids);
    const memberships = await this.organizations.membershipsOf(userId);
    const people = [userId, ...(await this.organizations.colleaguesAmong(userId, ids))];
    const resources = bookables.filter(
      ({ ownerId, organizationId }) =>
        ownerId === userId || (organizationId !== null && memberships.has(organizationId)),
    );
    return new Map([
      ...people.filter((id) => ids.includes(id)).map((id): [string, number] => [id, 1]),
      ...resources.map(({ id, capacity }): [string, number] => [id, capacity]),
    ]);
  }

  private async busyTimes(capacities: ReadonlyMap<string, number>, window: Interval): Promise<Map<string, Interval[]>> {
    const ids = [...capacities.keys()];
    const [claims, { away, busy, attended }] = await this.transactions.reading(() =>
      together(this.claims.within(ids, window), this.calendars.elsewhere(ids, window, [])),
    );
    const attending = await this.attended.takenBy(attended);
    const [claimsOf, absencesOf] = [groupByBookable(claims), groupByBookable<BusyRow>([...away, ...busy])];
    return new Map(
      [...capacities].map(([id, capacity]) => {
        const taken = whereAtLeast(capacity, claimsOf.get(id) ?? []);
        return [id, intersect([...taken, ...(absencesOf.get(id) ?? []), ...(attending.get(id) ?? [])], [window])];
      }),
    );
  }
}

function assertWindow(from: Date, to: Date): void {
  const faults = new Faults();
  const length = to.getTime() - from.getTime();
  faults.addIf(length <= 0, '/to', 'must be after from', 'is_after_from');
  faults.addIf(
    length > LONGEST_ASKED_DAYS * DAY,
    '/to',
    `must be at most ${LONGEST_ASKED_DAYS} days after from`,
    'max_duration',
  );
  faults.throwIfAny();
}
