import { useLingui } from '@lingui/react';
import { localeOf } from './languages.ts';

interface Span {
  readonly start: string;
  readonly end: string;
}

/** Dates, `2031-03-03`, both included. */
interface Days {
  readonly from: string;
  readonly to: string;
}

export interface Times {
  /** With the day, in the time zone of the browser. */
  readonly span: (span: Span) => string;
  /** Without the day, in that time zone too. */
  readonly hours: (span: Span) => string;
  /** The weekday and the day, `2031-03-03`, briefly. */
  readonly weekday: (day: string) => string;
  /** Without hours, and so without a time zone. */
  readonly days: (days: Days) => string;
  /** On which day, in that time zone, something happens. */
  readonly day: (instant: string) => string;
  /** When something happened, to the second. */
  readonly moment: (instant: string) => string;
  /** What that time zone is called. */
  readonly zone: string;
}

/** By locale: a browser takes a millisecond to make what writes a span, and every row and every booking of a month has one. */
const made = new Map<string, Times>();

/** How times are written for whoever looks at the page. */
export function useTimes(): Times {
  const locale = localeOf(useLingui().i18n.locale);
  const times = made.get(locale) ?? timesIn(locale);
  made.set(locale, times);
  return times;
}

function timesIn(locale: string): Times {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const hours = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const weekday = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  return {
    moment: (instant) => moment.format(new Date(instant)),
    hours: ({ start, end }) => hours.formatRange(new Date(start), new Date(end)),
    weekday: (one) => weekday.format(new Date(one)),
    day: (instant) => day.format(new Date(instant)),
    days: ({ from, to }) => dates.formatRange(new Date(from), new Date(to)),
    span: ({ start, end }) => format.formatRange(new Date(start), new Date(end)),
    zone: format.resolvedOptions().timeZone,
  };
}
