import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../src/texts/languages.ts';
import { FONT_SIZES, preferences, THEMES } from './preferences.ts';
import { text } from './text.ts';
import { useSnapshot } from './use-snapshot.ts';

/** Language, light and dark, and the size of code. */
export function PreferencesMenu({ hasCode = false }: { readonly hasCode?: boolean }) {
  const { language, theme, fontSize } = useSnapshot(preferences);
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
              {FONT_SIZES.map((size) => (
                <option key={size} value={size}>
                  {size} px
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
    </details>
  );
}
