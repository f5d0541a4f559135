import { localeOf } from '../src/texts/languages.ts';

/** `14:05`, and the day where it is not today. */
export function moment(instant: string | Date): string {
  const at = new Date(instant);
  const locale = localeOf(document.documentElement.lang);
  const isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(locale, isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' });
}
