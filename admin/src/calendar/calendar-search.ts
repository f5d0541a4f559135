import { toLocalTime } from '../bookings/local-time.ts';
import { dayOf, only } from '../shell/search-params.ts';

export const VIEWS = ['day', 'week', 'month'] as const;
export type CalendarView = (typeof VIEWS)[number];

/** What is shown, as the address of the page says it; by itself what fits the screen, around today. */
export interface CalendarSearch {
  readonly view?: CalendarView;
  /** A day of the browser's time zone, `2031-03-03`. */
  readonly date?: string;
  /** Whether nights are shown, too. */
  readonly hours?: 'all';
  /** Whether whoever comes here is asked at once what they want to book. */
  readonly new?: 'booking';
}

export function readCalendarSearch(given: Readonly<Record<string, unknown>>): CalendarSearch {
  const { view, date, hours } = given;
  return {
    ...only(
      'view',
      VIEWS.find((one) => one === view),
    ),
    ...only('date', dayOf(date)),
    ...only('hours', hours === 'all' ? hours : undefined),
    ...only('new', given['new'] === 'booking' ? given['new'] : undefined),
  };
}

export function withNights({ hours: _hours, ...search }: CalendarSearch, areShown: boolean): CalendarSearch {
  return areShown ? { ...search, hours: 'all' } : search;
}

export function localDayOf(instant: string): string {
  return toLocalTime(instant).slice(0, 10);
}

/** @returns a day of the day, week or month that is so many later */
export function dayLater(day: string, view: CalendarView, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const later = {
    day: () => new Date(year, month - 1, date + count),
    week: () => new Date(year, month - 1, date + 7 * count),
    // Months are of different lengths, and all have a first day.
    month: () => new Date(year, month - 1 + count, 1),
  }[view]();
  return localDayOf(later.toISOString());
}
