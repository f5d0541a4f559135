export const THEMES = ['light', 'dark', 'auto'] as const;

export interface Preferences {
  readonly theme: (typeof THEMES)[number];
  readonly editorSettings: {
    readonly fontSize: number;
    readonly tabSize: number;
    readonly wordWrap: boolean;
    readonly autoSave: boolean;
  };
  readonly notifications: {
    readonly email: boolean;
    readonly browser: boolean;
    readonly collaboratorJoined: boolean;
    readonly sessionShared: boolean;
  };
}

/** What somebody has chosen, of each part; the rest is as for everybody. */
export interface ChosenPreferences {
  readonly theme?: Preferences['theme'];
  readonly editorSettings?: Partial<Preferences['editorSettings']>;
  readonly notifications?: Partial<Preferences['notifications']>;
}

export const EDITOR_SETTINGS = ['fontSize', 'tabSize', 'wordWrap', 'autoSave'] as const;

export const USUAL_PREFERENCES: Preferences = {
  theme: 'light',
  editorSettings: { fontSize: 14, tabSize: 2, wordWrap: true, autoSave: true },
  notifications: { email: true, browser: true, collaboratorJoined: true, sessionShared: true },
};

/** What is usual, where nothing was chosen. */
export function withUsual({ theme, editorSettings, notifications }: ChosenPreferences): Preferences {
  return {
    theme: theme ?? USUAL_PREFERENCES.theme,
    editorSettings: { ...USUAL_PREFERENCES.editorSettings, ...editorSettings },
    notifications: { ...USUAL_PREFERENCES.notifications, ...notifications },
  };
}

/** What was chosen before stays, where nothing else is chosen now. */
export function withChange(chosen: ChosenPreferences, change: ChosenPreferences): ChosenPreferences {
  const theme = change.theme ?? chosen.theme;
  return {
    ...(theme !== undefined && { theme }),
    editorSettings: { ...chosen.editorSettings, ...given(change.editorSettings) },
    notifications: { ...chosen.notifications, ...given(change.notifications) },
  };
}

/** A member that was left out is not one that is undefined. */
function given<T extends object>(part: Partial<T> = {}): Partial<T> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Partial<T>;
}
