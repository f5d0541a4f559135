import { Text } from '@mantine/core';
import { Page } from '../shell/page.tsx';
import { useText } from '../texts/use-text.ts';
import { Keys } from './keys.tsx';

/** With what programs act in the name of whoever is signed in. */
export function KeysPage() {
  const text = useText();
  return (
    <Page title={text('keys.title')}>
      <Text>{text('keys.hint')}</Text>
      <Keys />
    </Page>
  );
}
