import { DAY } from '../../../../kernel/clock.js';
import type { EventTypeRecord, Host } from '../../event-types/event-types.api.js';
import { localDay } from './counted-periods.js';

/** The first local date of the fairness window; future bookings count as well. */
export function fairnessStart(
  { fairnessWindowDays, timeZone }: Pick<EventTypeRecord, 'fairnessWindowDays' | 'timeZone'>,
  now: Date,
): string {
  return localDay(new Date(now.getTime() - fairnessWindowDays * DAY), timeZone);
}

export interface HostShare {
  readonly userId: string;
  readonly weight: number;
  readonly priority: number;
  readonly bookings: number;
  /** Share of the bookings of these hosts; 0 while there are none. */
  readonly share: number;
  /** Share by weight. */
  readonly expectedShare: number;
}

/** @param bookings per person; those of stand-ins and former hosts are ignored */
export function hostShares(
  hosts: ReadonlyArray<Pick<Host, 'userId' | 'weight' | 'priority'>>,
  bookings: ReadonlyMap<string, number>,
): HostShare[] {
  const counted = hosts.map(({ userId, weight, priority }) => ({
    userId,
    weight,
    priority,
    bookings: bookings.get(userId) ?? 0,
  }));
  const total = sum(counted.map((host) => host.bookings));
  const weights = sum(hosts.map(({ weight }) => weight));
  return counted.map((host) => ({
    ...host,
    share: total === 0 ? 0 : host.bookings / total,
    expectedShare: host.weight / weights,
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
