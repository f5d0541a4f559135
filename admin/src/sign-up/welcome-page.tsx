import { Group, Text } from '@mantine/core';
import { LinkAgain } from '../profile/link-again.tsx';
import { useUser } from '../session/use-signed-in-user.ts';
import { ButtonLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { useText } from '../texts/use-text.ts';

/** What is left to do after a sign-up. */
export function WelcomePage() {
  const text = useText();
  const { name, email } = useUser();
  return (
    <Page title={text('signUp.mail')}>
      <Text style={{ overflowWrap: 'anywhere' }}>{text('signUp.mail.text', { name, email })}</Text>
      <LinkAgain email={email} />
      <Text>{text('signUp.next')}</Text>
      <Group>
        <ButtonLink to="/schedules">{text('schedules.title')}</ButtonLink>
        <ButtonLink to="/event-types" variant="default">
          {text('eventTypes.title')}
        </ButtonLink>
        <ButtonLink to="/bookings" variant="default">
          {text('app.toBookings')}
        </ButtonLink>
      </Group>
    </Page>
  );
}
