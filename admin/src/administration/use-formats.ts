import { useLingui } from '@lingui/react';
import { localeOf } from '../texts/languages.ts';

export interface Formats {
  readonly number: (value: number) => string;
  /** With the unit in which it is short. */
  readonly bytes: (value: number) => string;
  /** A short day, in the time zone of the browser. */
  readonly day: (instant: Date) => string;
  /** A day with its hour, in the time zone of the browser. */
  readonly moment: (instant: string) => string;
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** How figures and moments are written for whoever looks at the page. */
export function useFormats(): Formats {
  const locale = localeOf(useLingui().i18n.locale);
  const numbers = new Intl.NumberFormat(locale);
  const days = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    number: (value) => numbers.format(value),
    bytes: (value) => written(value, locale),
    day: (instant) => days.format(instant),
    moment: (instant) => moments.format(new Date(instant)),
  };
}

function written(bytes: number, locale: string): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), BYTE_UNITS.length - 1);
  const unit = BYTE_UNITS[power] ?? 'byte';
  const style = { style: 'unit', unit, unitDisplay: power === 0 ? 'long' : 'short' } as const;
  return new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: 1 }).format(bytes / 1_000 ** power);
}
