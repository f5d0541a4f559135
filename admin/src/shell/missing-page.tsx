import { Text } from '@mantine/core';
import { useText } from '../texts/use-text.ts';
import { TextLink } from './links.tsx';
import { Page } from './page.tsx';

export function MissingPage() {
  const text = useText();
  return (
    <Page title={text('app.notFound')}>
      <Text>{text('app.notFound.text')}</Text>
      <TextLink to="/bookings">{text('app.toBookings')}</TextLink>
    </Page>
  );
}
