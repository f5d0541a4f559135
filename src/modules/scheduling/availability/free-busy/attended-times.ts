import { Injectable } from '@nestjs/common';
import { type Interval, merge } from '../../../../kernel/intervals.js';
import { OrganizationsApi, type PeoplePair } from '../../../people/organizations/organizations.api.js';
import { type AttendedRow, groupByBookable } from './bookable-calendars.repository.js';

/** Decides which bookings make their attendees busy. */
@Injectable()
export class AttendedTimes {
  constructor(private readonly organizations: OrganizationsApi) {}

  /**
   * Bookings that the attendee accepted or booked themselves, and invitations by colleagues that they did not decline.
   * Other invitations count once they are accepted: otherwise anybody who knows an address could keep its owner from
   * being booked.
   * @param attended bookings that people attend whom these make busy
   * @returns merged, by id of the person
   */
  async takenBy(attended: readonly AttendedRow[]): Promise<Map<string, Interval[]>> {
    const colleagues = await this.colleagues(attended);
    const counted = attended.filter((row) => row.isAgreed || colleagues.has(pairOf(row).join(' ')));
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
