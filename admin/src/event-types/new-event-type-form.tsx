import type { CreateEventType, EventType, OrganizationDetails } from '@lyceum/sdk';
import { Alert } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { contentOf } from '../shell/form-values.ts';
import { TextLink } from '../shell/links.tsx';
import { useText } from '../texts/use-text.ts';
import { EventTypeForm } from './event-type-form.tsx';
import { useEventTypeSave } from './use-event-type-save.ts';

interface Props {
  /** Whose it is, for those who may say who gives it. */
  readonly organization?: OrganizationDetails | undefined;
  /** Null for one's own. */
  readonly organizationId: string | null;
}

/** Makes an event type, and goes on to its page. What is typed while it is made stays here until that is saved as well. */
export function NewEventTypeForm({ organization, organizationId }: Props) {
  const text = useText();
  const navigate = useNavigate();
  const [made, setMade] = useState<EventType | null>(null);
  const save = useEventTypeSave((values: CreateEventType) =>
    made
      ? lyceum.eventTypes.update(made.id, values, { ifMatch: made.version })
      : lyceum.eventTypes.create(organizationId === null ? values : { ...values, organizationId }),
  );
  const send = (values: CreateEventType, form: HTMLFormElement) => {
    const sent = contentOf(form);
    save.mutate(values, {
      onSuccess: (eventType) => {
        if (contentOf(form) !== sent) setMade(eventType);
        else void navigate({ to: '/event-types/$id', params: { id: eventType.id } });
      },
    });
  };
  return (
    <>
      <div role="status">{made && <Alert color="green">{text('eventTypes.savedBefore')}</Alert>}</div>
      <EventTypeForm
        {...(made ? { eventType: made } : {})}
        organization={organization}
        organizationId={organizationId}
        submit={text(made ? 'eventTypes.save' : 'eventTypes.create')}
        isBusy={save.isPending}
        error={save.error}
        onSave={send}
      >
        {made && (
          <TextLink to="/event-types/$id" params={{ id: made.id }}>
            {made.title}
          </TextLink>
        )}
      </EventTypeForm>
    </>
  );
}
