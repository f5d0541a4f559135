import type { CreateEventType } from '@lyceum/sdk';
import { useNavigate } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { useText } from '../texts/use-text.ts';
import { EventTypeForm } from './event-type-form.tsx';
import { useEventTypeSave } from './use-event-type-save.ts';

export function NewEventTypePage() {
  const text = useText();
  const navigate = useNavigate();
  const create = useEventTypeSave((values: CreateEventType) => lyceum.eventTypes.create(values));
  return (
    <Page title={text('eventTypes.new')}>
      <TextLink to="/event-types">{text('eventTypes.back')}</TextLink>
      <EventTypeForm
        organizationId={null}
        submit={text('eventTypes.create')}
        isBusy={create.isPending}
        error={create.error}
        onSave={(values) =>
          create.mutate(values, { onSuccess: ({ id }) => void navigate({ to: '/event-types/$id', params: { id } }) })
        }
      />
    </Page>
  );
}
