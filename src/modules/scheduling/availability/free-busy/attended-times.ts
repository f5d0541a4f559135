import { Injectable } from '@nestjs/common';
import { type Interval, merge } from '../../../../kernel/intervals.js';
import { OrganizationsApi, type PeoplePair } from '../../../people/organizations/organizations.api.js';
import type { UserRecord } from '../../../people/users/users.api.js';
import { type AttendedRow, groupByBookable } from './bookable-calendars.repository.js';

/** Decides which bookings of others take the time of the people who attend them. */
@Injectable()
export class AttendedTimes {
  constructor(private readonly organizations: OrganizationsApi) {}

  /**
   * What a person accepted or booked themselves, and what colleagues invited them to and they did not decline. An
   * invitation of anybody else counts once it is accepted: otherwise whoever knows an address could keep its owner from
   * being booked.
   * @param people whose time may be taken; that of others is left out
   * @param attended by them
   * @returns merged, by id of the person
   */
  async takenBy(
    people: ReadonlyMap<string, Pick<UserRecord, 'busyWhenAttending'>>,
    attended: readonly AttendedRow[],
  ): Promise<Map<string, Interval[]>> {
    const rows = attended.filter(({ bookableId }) => people.get(bookableId)?.busyWhenAttending);
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
