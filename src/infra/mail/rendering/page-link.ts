import { DEFAULT_LANGUAGE, type Language } from '../../../kernel/language.js';

/** A page of ours, in the language of the mail that leads there; for English, what the browser says is as good. */
export function pageIn(language: Language, url: string): string {
  if (language === DEFAULT_LANGUAGE || !URL.canParse(url)) return url;
  const page = new URL(url);
  page.searchParams.set('lang', language);
  return page.href;
}
