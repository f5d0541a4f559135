export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The languages by their own names. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français' };

/**
 * The language of a page: what its address asks for, else the one that the browser likes best of those there are, else
 * English.
 * @param wanted of the query, which may hold anything
 * @param accepted the `Accept-Language` header (RFC 9110, section 12.5.4)
 */
export function languageOf(wanted: unknown, accepted: string | undefined): Language {
  return LANGUAGES.find((language) => language === wanted) ?? mostAccepted(accepted ?? '') ?? 'en';
}

function mostAccepted(header: string): Language | undefined {
  const ranges = header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
  });
  const known = ranges
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => LANGUAGES.find((one) => one === language));
  return known.find((language) => language !== undefined);
}
