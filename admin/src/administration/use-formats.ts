import { useLingui } from '@lingui/react';
import { localeOf } from '../texts/language.ts';

export interface Formats {
  readonly number: (value: number) => string;
  /** A short day, in the time zone of the browser. */
  readonly day: (instant: Date) => string;
  /** A day with its hour, in the time zone of the browser. */
  readonly moment: (instant: string) => string;
}

/** How figures and moments are written for whoever looks at the page. */
export function useFormats(): Formats {
  const locale = localeOf(useLingui().i18n.locale);
  const numbers = new Intl.NumberFormat(locale);
  const days = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    number: (value) => numbers.format(value),
    day: (instant) => days.format(instant),
    moment: (instant) => moments.format(new Date(instant)),
  };
}
