import { chooseStoredLanguage, type Language, preferredLanguage } from '../src/texts/languages.ts';
import { activateText } from './text.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const FONT_SIZES = [12, 14, 16, 18, 22, 28] as const;

/** Of the dashboard as well (Mantine's own key). */
const THEME = 'mantine-color-scheme-value';
const FONT_SIZE = 'lyceum.room.font-size';
const USUAL_SIZE = 14;

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly isDark: boolean;
  readonly fontSize: number;
}

const darkDevice = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let present: Preferences = read();

function read(): Preferences {
  const stored = localStorage.getItem(THEME);
  const theme = THEMES.find((one) => one === stored) ?? 'auto';
  const size = Number(localStorage.getItem(FONT_SIZE));
  return {
    language: preferredLanguage(),
    theme,
    isDark: theme === 'auto' ? darkDevice.matches : theme === 'dark',
    fontSize: FONT_SIZES.find((one) => one === size) ?? USUAL_SIZE,
  };
}

function show(): void {
  present = read();
  document.documentElement.dataset['theme'] = present.isDark ? 'dark' : 'light';
  document.documentElement.style.setProperty('--code-size', `${present.fontSize}px`);
  for (const listener of listeners) listener();
}

/** What somebody has chosen for this device. */
export const preferences = {
  get snapshot(): Preferences {
    return present;
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  async begin(): Promise<void> {
    darkDevice.addEventListener('change', show);
    await activateText(present.language);
    show();
  },
  async chooseLanguage(language: Language): Promise<void> {
    chooseStoredLanguage(language);
    await activateText(language);
    show();
  },
  chooseTheme(theme: Theme): void {
    localStorage.setItem(THEME, theme);
    show();
  },
  chooseFontSize(size: number): void {
    localStorage.setItem(FONT_SIZE, String(size));
    show();
  },
};
