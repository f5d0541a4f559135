import { loadProblemTexts } from '../src/texts/problems.ts';
import type { Language } from '../src/texts/languages.ts';
import english from './texts/en.json';

export type TextKey = keyof typeof english;
type Texts = Readonly<Record<TextKey, string>>;

/** The other languages are loaded by those who read them. */
const LOADERS: Readonly<Partial<Record<Language, () => Promise<{ readonly default: Texts }>>>> = {
  fr: () => import('./texts/fr.json'),
};

let texts: Texts = english;

export async function activateText(language: Language): Promise<void> {
  const [loaded] = await Promise.all([LOADERS[language]?.(), loadProblemTexts(language)]);
  texts = loaded?.default ?? english;
  document.documentElement.lang = language;
}

/** The text of a key in the language of the page, with its values filled in. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
