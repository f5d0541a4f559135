import type { TimeSpan } from '@lyceum/sdk';

export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** What is always shown. */
const DAY: Hours = { from: 7, to: 21 };

/** @returns the hours of days that are shown: those of the day, and all in which something is booked */
export function hoursOf(times: readonly TimeSpan[]): Hours {
  return times
    .map(hoursOfOne)
    .reduce((all, one) => ({ from: Math.min(all.from, one.from), to: Math.max(all.to, one.to) }), DAY);
}

function hoursOfOne({ start, end }: TimeSpan): Hours {
  const from = new Date(start);
  // The moment of the end is not part of it: what ends at midnight ends on its day.
  const to = new Date(new Date(end).getTime() - 1);
  const isOneDay = from.toDateString() === to.toDateString();
  return isOneDay ? { from: from.getHours(), to: to.getHours() + 1 } : { from: 0, to: 24 };
}
