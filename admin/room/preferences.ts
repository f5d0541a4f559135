import type { ChangePreferences } from '@lyceum/sdk';
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
const STORED = {
  fontSize: 'lyceum.room.font-size',
  tabSize: 'lyceum.room.tab-size',
  wordWrap: 'lyceum.room.word-wrap',
} as const;
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
    fontSize: storedNumber('fontSize'),
    tabSize: storedNumber('tabSize'),
    wordWrap: localStorage.getItem(STORED.wordWrap) !== 'false',
  };
}

function storedNumber(name: keyof typeof USUAL): number {
  const [stored, [least, most]] = [Number(localStorage.getItem(STORED[name])), BOUNDS[name]];
  return Number.isInteger(stored) && stored >= least && stored <= most ? stored : USUAL[name];
}

function show(): void {
  present = read();
  document.documentElement.dataset['theme'] = present.isDark ? 'dark' : 'light';
  document.documentElement.style.setProperty('--code-size', `${present.fontSize}px`);
  for (const listener of listeners) listener();
}

let userId: string | null = null;
/** How many were made on this page. */
let choices = 0;

/** Whoever signs in finds what they have chosen, on whatever device. */
function follow(): void {
  const present = session.user?.id ?? null;
  if (present === userId) return;
  userId = present;
  const made = choices;
  void accountPreferences().then((chosen) => {
    // It may be somebody else by now, who is asked for by themselves, or have been chosen here meanwhile.
    if (!chosen || present !== userId || choices !== made) return;
    if (chosen.isThemeChosen) localStorage.setItem(THEME, chosen.theme);
    for (const name of chosen.chosenEditorSettings)
      if (name !== 'autoSave') localStorage.setItem(STORED[name], String(chosen.editorSettings[name]));
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
    choose(THEME, theme, { theme });
  },
  chooseFontSize(fontSize: number): void {
    choose(STORED.fontSize, fontSize, { editorSettings: { fontSize } });
  },
  chooseTabSize(tabSize: number): void {
    choose(STORED.tabSize, tabSize, { editorSettings: { tabSize } });
  },
  chooseWordWrap(wordWrap: boolean): void {
    choose(STORED.wordWrap, wordWrap, { editorSettings: { wordWrap } });
  },
};

function choose(key: string, value: unknown, change: ChangePreferences): void {
  choices += 1;
  localStorage.setItem(key, String(value));
  keepPreferences(change);
  show();
}
