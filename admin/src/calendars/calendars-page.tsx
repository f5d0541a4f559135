import { Page } from '../shell/page.tsx';
import { useText } from '../texts/use-text.ts';
import { ExternalSection } from './external-section.tsx';
import { FeedsSection } from './feeds-section.tsx';

/** What calendar programs elsewhere are told of bookings, and what bookings are told of them. */
export function CalendarsPage() {
  const text = useText();
  return (
    <Page title={text('calendars.title')}>
      <FeedsSection />
      <ExternalSection />
    </Page>
  );
}
