import { inLanguages, type Language } from '../../../kernel/language.js';

const LONGEST_NAME = 80;
const MOST_NAMES = 10;

const TEXTS = inLanguages({
  en: { hello: 'Hello', more: (count: number) => `and ${count} more` },
  fr: { hello: 'Bonjour', more: (count) => `et ${count} de plus` },
});

/**
 * A name that somebody chose, on one line and of bounded length. Mail programs turn `evil.example` into a link, and
 * anybody can sign up or invite with another's address: an invisible joiner keeps a name from becoming one.
 */
export function displayName(name: string): string {
  return shortened(name).replace(/([.:@])(?=\S)/g, '$1\u2060');
}

/** The first ten names, and how many more there are. */
export function displayNames(people: readonly string[], language: Language): string {
  const shown = people.slice(0, MOST_NAMES).map(displayName).join(', ');
  return people.length > MOST_NAMES ? `${shown} ${TEXTS[language].more(people.length - MOST_NAMES)}` : shown;
}

/** One name for a subject, where nothing becomes a link. */
export function shortened(name: string, longest = LONGEST_NAME): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

export function greeting(name: string | undefined, language: Language): string {
  const { hello } = TEXTS[language];
  return name ? `${hello} ${displayName(name)},` : `${hello},`;
}

/** `a…@example.org`: enough for its owner to recognise it. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${Array.from(email)[0] ?? ''}…${displayName(email.slice(at))}`;
}
