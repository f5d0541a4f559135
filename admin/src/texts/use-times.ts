import { useLingui } from '@lingui/react';
import { localeOf } from './language.ts';

interface Span {
  readonly start: string;
  readonly end: string;
}

export interface Times {
  /** With the day, in the time zone of the browser. */
  readonly span: (span: Span) => string;
  /** What that time zone is called. */
  readonly zone: string;
}

/** How times are written for whoever looks at the page. */
export function useTimes(): Times {
  const locale = localeOf(useLingui().i18n.locale);
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' });
  return {
    span: ({ start, end }) => format.formatRange(new Date(start), new Date(end)),
    zone: format.resolvedOptions().timeZone,
  };
}
