import { useLingui } from '@lingui/react';
import { type MantineColorScheme, SimpleGrid, useMantineColorScheme } from '@mantine/core';
import { keepPreferences } from '../session/account-preferences.ts';
import { chooseLanguage } from '../texts/language.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../texts/languages.ts';
import { useText } from '../texts/use-text.ts';
import { NativeSelect } from './fields/native-select.tsx';

const SCHEMES = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];

/** What a visitor chooses: the colours for all devices of whoever is signed in, the rest for this browser. */
export function Preferences() {
  const text = useText();
  const { i18n } = useLingui();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, sm: 1 }} spacing="sm">
      <NativeSelect
        label={text('app.language')}
        value={i18n.locale}
        onChange={({ currentTarget: { value } }) => {
          if (isLanguage(value)) void chooseLanguage(value);
        }}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <NativeSelect
        label={text('app.colors')}
        value={colorScheme}
        onChange={({ currentTarget: { value } }) => {
          const chosen = SCHEMES.find((one) => one === value) ?? 'auto';
          setColorScheme(chosen);
          keepPreferences({ theme: chosen });
        }}
        data={SCHEMES.map((value) => ({ value, label: text(`app.colors.${value}`) }))}
      />
    </SimpleGrid>
  );
}
