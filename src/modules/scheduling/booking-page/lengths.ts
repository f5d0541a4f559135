import { type Language, LOCALES } from '../../../kernel/language.js';

/** `30 mins or 60 mins` */
export function lengthsIn(language: Language, durations: readonly number[]): string {
  const locale = LOCALES[language];
  const minutes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'short' });
  const list = new Intl.ListFormat(locale, { type: 'disjunction' });
  return list.format(durations.map((length) => minutes.format(length)));
}
