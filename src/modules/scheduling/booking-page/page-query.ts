import type { Language } from '../../../kernel/language.js';

/** @returns '' or `?date=2031-03-15` */
export function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}

/** Of what each link of a page repeats: a month has thousands of times. */
const LONGEST_IN_LINKS = 400;

export function fitsLinks(query: string): boolean {
  return query.length <= LONGEST_IN_LINKS;
}

/** The same page in another language. */
export function inLanguage(query: string, language: Language): string {
  const parameters = new URLSearchParams(query);
  parameters.set('lang', language);
  return `?${parameters.toString()}`;
}
