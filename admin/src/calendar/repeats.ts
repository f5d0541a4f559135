import type { CreateBookingSeries } from '@lyceum/sdk';

export const REPEATS = ['daily', 'weekly', 'biweekly', 'monthly'] as const;
export type Repeat = (typeof REPEATS)[number];

/** Without the number of times, rules of RFC 5545, section 3.3.10. */
const RULES: Readonly<Record<Repeat, string>> = {
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  biweekly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
};

/** A time of one's own. */
export interface OwnTime {
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly location: string | null;
  readonly description: string | null;
  readonly attendees: { readonly email: string }[];
  readonly withSession: boolean;
}

export interface Repeated {
  readonly repeat: Repeat;
  readonly times: number;
  /** Whether dates that are taken are left out; else nothing is booked when one is. */
  readonly skipsTaken: boolean;
}

/** The same hour of the clocks of a zone, again and again. */
export function seriesOf(
  booking: OwnTime,
  { repeat, times, skipsTaken }: Repeated,
  timeZone: string,
): CreateBookingSeries {
  return {
    ...booking,
    timeZone,
    rrule: `${RULES[repeat]};COUNT=${times}`,
    onConflict: skipsTaken ? 'skip' : 'fail',
  };
}
