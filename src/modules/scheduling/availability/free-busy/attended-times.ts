import { Injectable } from '@nestjs/common';
import { type Interval, merge } from '../../../../kernel/intervals.js';
import { OrganizationsApi, type PeoplePair } from '../../../people/organizations/organizations.api.js';
import type { UserRecord } from '../../../people/users/users.api.js';
import { type AttendedRow, BookableCalendarsRepository, groupByBookable } from './bookable-calendars.repository.js';

/** Decides which bookings of others take the time of the people who attend them. */
@Injectable()
export class AttendedTimes {
  constructor(
    private readonly repository: BookableCalendarsRepository,
    private readonly organizations: OrganizationsApi,
  ) {}

  /**
   * What a person accepted or booked themselves, and what colleagues invited them to and they did not decline. An
   * invitation of anybody else counts once it is accepted: otherwise whoever knows an address could keep its owner from
   * being booked.
   * @param without bookings that do not count
   * @returns merged, by id of the person
   */
  async of(
    people: Iterable<Pick<UserRecord, 'id' | 'busyWhenAttending'>>,
    window: Interval,
    without: readonly string[] = [],
  ): Promise<Map<string, Interval[]>> {
    const ids = [...people].filter(({ busyWhenAttending }) => busyWhenAttending).map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const rows = await this.repository.attended(ids, window, without);
    const colleagues = await this.colleagues(rows);
    const counted = rows.filter((row) => row.isAgreed || colleagues.has(pairOf(row).join(' ')));
    return new Map([...groupByBookable(counted)].map(([id, times]) => [id, merge(times)]));
  }

  private async colleagues(rows: readonly AttendedRow[]): Promise<Set<string>> {
    const pairs = new Map(rows.filter(({ isAgreed }) => !isAgreed).map((row) => [pairOf(row).join(' '), pairOf(row)]));
    if (pairs.size === 0) return new Set();
    return new Set((await this.organizations.colleaguePairs([...pairs.values()])).map((pair) => pair.join(' ')));
  }
}

function pairOf({ bookableId, organizerId }: AttendedRow): PeoplePair {
  return [bookableId, organizerId];
}
