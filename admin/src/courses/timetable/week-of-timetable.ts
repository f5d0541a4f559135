import { dayOf, only } from '../../shell/search-params.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** Which week is looked at, as the address of the page says it. */
export interface TimetableSearch {
  /** Its first day, `2031-03-03`; this week without. */
  readonly week?: string;
}

export const TIMETABLE_VIEWS = ['week', 'list'] as const;
export type TimetableView = (typeof TIMETABLE_VIEWS)[number];

export interface OwnTimetableSearch extends TimetableSearch {
  /** The days of a week beside each other, or four weeks as a list; a week without. */
  readonly view?: TimetableView;
}

/** What does not fit is left out. */
export function readOwnTimetableSearch(given: Readonly<Record<string, unknown>>): OwnTimetableSearch {
  const view = TIMETABLE_VIEWS.find((one) => one === given['view']);
  return { ...readTimetableSearch(given), ...only('view', view) };
}

/** What does not fit is left out. */
export function readTimetableSearch(given: Readonly<Record<string, unknown>>): TimetableSearch {
  return only('week', dayOf(given['week']));
}

/** @returns the Monday of a week, in the time zone of the browser, and the weeks around it, so many of them together */
export function weekOfTimetable({ week }: TimetableSearch, now = new Date(), weeks = 1) {
  const [year = 0, month = 1, date = 1] = (week ?? localDay(now)).split('-').map(Number);
  const day = new Date(year, month - 1, date);
  const monday = new Date(year, month - 1, date - ((day.getDay() + DAYS - 1) % DAYS));
  const after = (days: number) => new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + days);
  return {
    from: monday.toISOString(),
    to: after(DAYS * weeks).toISOString(),
    days: { from: localDay(monday), to: localDay(after(DAYS * weeks - 1)) },
    each: Array.from({ length: DAYS * weeks }, (_, index) => localDay(after(index))),
    earlier: localDay(after(-DAYS * weeks)),
    later: localDay(after(DAYS * weeks)),
  };
}

function localDay(day: Date): string {
  return new Date(day.getTime() - day.getTimezoneOffset() * (DAY_MS / 1440)).toISOString().slice(0, 10);
}
