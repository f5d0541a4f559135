import { useLingui } from '@lingui/react';
import type { DayInterval } from '@lyceum/sdk';
import { weekStartOf } from '../calendar/week-start.ts';
import { localeOf } from '../texts/languages.ts';
import { WEEKDAYS, type Weekday } from './schedule-draft.ts';

/** Any Monday. */
const MONDAY = Date.UTC(2031, 2, 3);
const DAY_MS = 86_400_000;

export interface Clock {
  /** In the order in which weeks go where the language is spoken. */
  readonly week: readonly Weekday[];
  readonly dayName: (day: Weekday) => string;
  /** Times of a clock, wherever it hangs. */
  readonly hours: (interval: DayInterval) => string;
}

/** How weekdays and times of a clock are written for whoever looks at the page. */
export function useClock(): Clock {
  const locale = localeOf(useLingui().i18n.locale);
  const days = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' });
  const write = (time: string) => times.format(new Date(`2031-03-03T${time === '24:00' ? '00:00' : time}Z`));
  const first = WEEKDAYS.findIndex((day) => day % 7 === weekStartOf(locale));
  return {
    week: [...WEEKDAYS.slice(first), ...WEEKDAYS.slice(0, first)],
    dayName: (day) => days.format(MONDAY + (day - 1) * DAY_MS),
    hours: ({ start, end }) => `${write(start)} – ${write(end)}`,
  };
}
