/** What people are written to in, and what the pages of ours are in: BCP 47. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** For those of whom it is not known. */
export const DEFAULT_LANGUAGE: Language = 'en';

/** The languages by their own names. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français' };

/** Dates and times of each; nobody reads a date that begins with the month or a time of 12 hours wrong. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** The same texts in every language: one that is missing, or too many, does not compile. */
export function inLanguages<T>(
  texts: { readonly en: T } & Readonly<Record<Exclude<Language, 'en'>, NoInfer<T>>>,
): Readonly<Record<Language, T>> {
  return texts;
}
