import { i18n, type Messages } from '@lingui/core';
import { chooseStoredLanguage, isLanguage, type Language } from './languages.ts';
import { loadProblemTexts } from './problems.ts';

type Loader = () => Promise<{ readonly default: unknown }>;

const LOADERS: Readonly<Record<Language, Loader>> = {
  en: () => import('./en.json'),
  fr: () => import('./fr.json'),
};

/** Texts that come with the pages that show them: the first page does without. */
const AREAS = {
  admin: { en: () => import('./admin.en.json'), fr: () => import('./admin.fr.json') },
  courses: { en: () => import('./courses.en.json'), fr: () => import('./courses.fr.json') },
  joining: { en: () => import('./joining.en.json'), fr: () => import('./joining.fr.json') },
  offer: { en: () => import('./offer.en.json'), fr: () => import('./offer.fr.json') },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, Loader>>>>;

export type TextArea = keyof typeof AREAS;

const shown = new Set<TextArea>();

export async function activateText(language: Language): Promise<void> {
  const [loaded] = await Promise.all([LOADERS[language](), loadProblemTexts(language)]);
  const areas = await Promise.all([...shown].map((area) => AREAS[area][language]()));
  const messages = Object.assign({}, ...[loaded, ...areas].map((one) => one.default)) as Messages;
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}

/** Before a page of the area is shown; whoever chooses another language gets them in that. */
export async function loadTextsOf(area: TextArea): Promise<void> {
  if (shown.has(area) || !isLanguage(i18n.locale)) return;
  const language = i18n.locale;
  const loaded: { readonly default: unknown } = await AREAS[area][language]();
  i18n.load(language, loaded.default as Messages);
  shown.add(area);
  // Another was chosen meanwhile.
  if (i18n.locale !== language) await activateText(i18n.locale);
}

/** Loads pages with the texts of their area. */
export function withTextsOf<Pages>(area: TextArea, load: () => Promise<Pages>): () => Promise<Pages> {
  return async () => (await Promise.all([load(), loadTextsOf(area)]))[0];
}

export async function chooseLanguage(language: Language): Promise<void> {
  chooseStoredLanguage(language);
  await activateText(language);
}
