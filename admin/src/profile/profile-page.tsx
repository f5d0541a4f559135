import { Loader } from '@mantine/core';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { AboutSection } from './about-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { EmailSection } from './email-section.tsx';
import { LeaveSection } from './leave-section.tsx';
import { NoticesSection } from './notices-section.tsx';
import { OwnDataSection } from './own-data-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { PictureSection } from './picture-section.tsx';
import { PersonSection } from './person-section.tsx';
import { SubscriptionsSection } from './subscriptions-section.tsx';
import { useMe } from './use-me.ts';

/** Whose account it is, and all that they can do with it. */
export function ProfilePage() {
  const text = useText();
  const { data: me, error, isPending, refetch } = useMe();
  return (
    <Page title={text('profile.title')}>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : (
        <>
          <PersonSection me={me} />
          <PictureSection me={me} />
          <AboutSection me={me} />
          <EmailSection me={me} />
          <PasswordSection me={me} />
          <SubscriptionsSection me={me} />
          <NoticesSection />
          <DevicesSection />
          <OwnDataSection />
          <LeaveSection />
        </>
      )}
    </Page>
  );
}
