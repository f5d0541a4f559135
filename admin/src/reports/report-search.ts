import type { BookingFigures, BookingReportsGetQuery } from '@lyceum/sdk';
import { oneOf } from '../shell/list-search.ts';
import { dayOf, only } from '../shell/search-params.ts';

export const USUAL_MEASURE = 'bookings';
export const MEASURES = [
  USUAL_MEASURE,
  'confirmed',
  'pending',
  'declined',
  'cancelled',
  'cancelledByHost',
  'cancelledByGuest',
  'attended',
  'absent',
  'bookedMinutes',
] as const satisfies readonly (keyof BookingFigures)[];
export type Measure = (typeof MEASURES)[number];

/** Which days are reported, and which figure of them is drawn, as the address of the page says it. */
export interface ReportSearch {
  /** Days, `2031-03-03`, both included. */
  readonly from?: string;
  readonly to?: string;
  readonly show?: Measure;
}

/** What does not fit is left out. */
export function readReportSearch({ from, to, show }: Readonly<Record<string, unknown>>): ReportSearch {
  return {
    ...only('from', dayOf(from)),
    ...only('to', dayOf(to)),
    ...only('show', oneOf(MEASURES, show)),
  };
}

/** What the server is asked. */
export function reportQueryOf({ from, to }: ReportSearch): BookingReportsGetQuery {
  return { ...only('from', from), ...only('to', to) };
}

const DAY_MS = 24 * 60 * 60 * 1000;
const LONGEST_DAYS = 366;

/**
 * The days with another first or last one. Where these are too many, or end before they begin, only the chosen one stays,
 * and the server says which go with it.
 */
export function withDay(
  { from, to }: Pick<ReportSearch, 'from' | 'to'>,
  name: 'from' | 'to',
  day: string,
): Pick<ReportSearch, 'from' | 'to'> {
  const days = { ...only('from', from), ...only('to', to), [name]: day };
  if (days.from === undefined || days.to === undefined) return days;
  const after = (Date.parse(days.to) - Date.parse(days.from)) / DAY_MS;
  return after >= 0 && after < LONGEST_DAYS ? days : { [name]: day };
}
