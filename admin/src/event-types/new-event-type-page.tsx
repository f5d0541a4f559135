import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { useText } from '../texts/use-text.ts';
import { NewEventTypeForm } from './new-event-type-form.tsx';

export function NewEventTypePage() {
  const text = useText();
  return (
    <Page title={text('eventTypes.new')}>
      <TextLink to="/event-types">{text('eventTypes.back')}</TextLink>
      <NewEventTypeForm organizationId={null} />
    </Page>
  );
}
