import { DEFAULT_LANGUAGE, type Language, LANGUAGES } from './language.js';

/**
 * The language of a page: what its address asks for, else the one that the browser likes best of those there are, else
 * English.
 * @param wanted of the query, which may hold anything
 * @param accepted the `Accept-Language` header (RFC 9110, section 12.5.4)
 */
export function languageOf(wanted: unknown, accepted: string | undefined): Language {
  return LANGUAGES.find((language) => language === wanted) ?? acceptedLanguage(accepted) ?? DEFAULT_LANGUAGE;
}

/** @returns null when the header names none of those there are */
export function acceptedLanguage(header = ''): Language | null {
  const ranges = header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
  });
  const known = ranges
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => LANGUAGES.find((one) => one === language));
  return known.find((language) => language !== undefined) ?? null;
}
