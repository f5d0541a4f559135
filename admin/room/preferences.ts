import { chooseStoredLanguage, type Language, preferredLanguage } from '../src/texts/languages.ts';
import { accountPreferences, keepPreferences } from '../src/session/account-preferences.ts';
import { session } from '../src/session/session.ts';
import { activateText } from './text.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const FONT_SIZES = [12, 14, 16, 18, 22, 28] as const;
export const TAB_SIZES = [2, 4, 8] as const;

/** Of the dashboard as well (Mantine's own key). */
const THEME = 'mantine-color-scheme-value';
const FONT_SIZE = 'lyceum.room.font-size';
const TAB_SIZE = 'lyceum.room.tab-size';
const WORD_WRAP = 'lyceum.room.word-wrap';
/** As the server has it. */
const USUAL = { fontSize: 14, tabSize: 2 };
const BOUNDS = { fontSize: [8, 40], tabSize: [1, 8] } as const;

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly isDark: boolean;
  readonly fontSize: number;
  /** Of a step of indentation, in spaces. */
  readonly tabSize: number;
  readonly wordWrap: boolean;
}

const darkDevice = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let present: Preferences = read();

function read(): Preferences {
  const stored = localStorage.getItem(THEME);
  const theme = THEMES.find((one) => one === stored) ?? 'auto';
  return {
    language: preferredLanguage(),
    theme,
    isDark: theme === 'auto' ? darkDevice.matches : theme === 'dark',
    fontSize: storedNumber(FONT_SIZE, 'fontSize'),
    tabSize: storedNumber(TAB_SIZE, 'tabSize'),
    wordWrap: localStorage.getItem(WORD_WRAP) !== 'false',
  };
}

function storedNumber(key: string, name: keyof typeof USUAL): number {
  const [stored, [least, most]] = [Number(localStorage.getItem(key)), BOUNDS[name]];
  return Number.isInteger(stored) && stored >= least && stored <= most ? stored : USUAL[name];
}

function show(): void {
  present = read();
  document.documentElement.dataset['theme'] = present.isDark ? 'dark' : 'light';
  document.documentElement.style.setProperty('--code-size', `${present.fontSize}px`);
  for (const listener of listeners) listener();
}

let userId: string | null = null;

/** Whoever signs in finds what they have chosen, on whatever device. */
function follow(): void {
  const present = session.user?.id ?? null;
  if (present === userId) return;
  userId = present;
  void accountPreferences().then((chosen) => {
    if (!chosen) return;
    const { fontSize, tabSize, wordWrap } = chosen.editorSettings;
    if (chosen.isThemeChosen) localStorage.setItem(THEME, chosen.theme);
    localStorage.setItem(FONT_SIZE, String(fontSize));
    localStorage.setItem(TAB_SIZE, String(tabSize));
    localStorage.setItem(WORD_WRAP, String(wordWrap));
    show();
  });
}

/** What somebody has chosen: for all their devices where they are signed in, and for this one. */
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
    session.subscribe(follow);
    follow();
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
    keepPreferences({ theme });
    show();
  },
  chooseFontSize(fontSize: number): void {
    localStorage.setItem(FONT_SIZE, String(fontSize));
    keepPreferences({ editorSettings: { fontSize } });
    show();
  },
  chooseTabSize(tabSize: number): void {
    localStorage.setItem(TAB_SIZE, String(tabSize));
    keepPreferences({ editorSettings: { tabSize } });
    show();
  },
  chooseWordWrap(wordWrap: boolean): void {
    localStorage.setItem(WORD_WRAP, String(wordWrap));
    keepPreferences({ editorSettings: { wordWrap } });
    show();
  },
};
