import type { TimeSpan } from '@lyceum/sdk';

export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** What is always shown. */
const DAY: Hours = { from: 7, to: 21 };

export const ALL_HOURS: Hours = { from: 0, to: 24 };

/**
 * @returns the hours of days that are shown: those of the day, with the times that reach out of it; what lies in the night, or
 * goes on through one, does not make every day begin at midnight
 */
export function hoursOf(times: readonly TimeSpan[]): Hours {
  return times
    .map(hoursOfOne)
    .filter((hours) => !isNight(hours))
    .reduce((all, one) => ({ from: Math.min(all.from, one.from), to: Math.max(all.to, one.to) }), DAY);
}

/** @returns how many of the times lie in the night, or go on through one */
export function countOfNights(times: readonly TimeSpan[]): number {
  return times.map(hoursOfOne).filter(isNight).length;
}

const isNight = ({ from, to }: Hours) => to <= DAY.from || from >= DAY.to || to - from === ALL_HOURS.to;

function hoursOfOne({ start, end }: TimeSpan): Hours {
  const from = new Date(start);
  // The moment of the end is not part of it: what ends at midnight ends on its day.
  const to = new Date(new Date(end).getTime() - 1);
  const isOneDay = from.toDateString() === to.toDateString();
  return isOneDay ? { from: from.getHours(), to: to.getHours() + 1 } : ALL_HOURS;
}
