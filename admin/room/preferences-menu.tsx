import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../src/texts/languages.ts';
import { FONT_SIZES, preferences, TAB_SIZES, THEMES } from './preferences.ts';
import { text } from './text.ts';
import { useSnapshot } from './use-snapshot.ts';

/** Language, light and dark, and how code looks. */
export function PreferencesMenu({ hasCode = false }: { readonly hasCode?: boolean }) {
  const { language, theme, fontSize, tabSize, wordWrap } = useSnapshot(preferences);
  return (
    <details class="menu">
      <summary>{text('preferences')}</summary>
      <div>
        <label>
          {text('preferences.language')}
          <select
            value={language}
            onChange={({ currentTarget: { value } }) => isLanguage(value) && void preferences.chooseLanguage(value)}
          >
            {LANGUAGES.map((one) => (
              <option key={one} value={one} lang={one}>
                {LANGUAGE_NAMES[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {text('preferences.theme')}
          <select
            value={theme}
            onChange={({ currentTarget: { value } }) =>
              preferences.chooseTheme(THEMES.find((one) => one === value) ?? 'auto')
            }
          >
            {THEMES.map((one) => (
              <option key={one} value={one}>
                {text(`preferences.theme.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {hasCode && (
          <label>
            {text('preferences.fontSize')}
            <select
              value={fontSize}
              onChange={({ currentTarget: { value } }) => preferences.chooseFontSize(Number(value))}
            >
              {withChosen(FONT_SIZES, fontSize).map((size) => (
                <option key={size} value={size}>
                  {size} px
                </option>
              ))}
            </select>
          </label>
        )}
        {hasCode && (
          <label>
            {text('preferences.tabSize')}
            <select
              value={tabSize}
              onChange={({ currentTarget: { value } }) => preferences.chooseTabSize(Number(value))}
            >
              {withChosen(TAB_SIZES, tabSize).map((size) => (
                <option key={size} value={size}>
                  {size}
                </option>
              ))}
            </select>
          </label>
        )}
        {hasCode && (
          <label class="check">
            <input
              type="checkbox"
              checked={wordWrap}
              onChange={({ currentTarget: { checked } }) => preferences.chooseWordWrap(checked)}
            />
            {text('preferences.wordWrap')}
          </label>
        )}
      </div>
    </details>
  );
}

/** Another page, or an app, may have chosen a size that is not offered here. */
function withChosen(sizes: readonly number[], chosen: number): number[] {
  return [...new Set([...sizes, chosen])].sort((one, other) => one - other);
}
