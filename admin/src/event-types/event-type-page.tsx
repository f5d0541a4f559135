import { type CreateEventType, type EventType, ProblemError } from '@lyceum/sdk';
import { Alert, Button, Group, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { EventTypeForm } from './event-type-form.tsx';
import { SharingSection } from './sharing-section.tsx';
import { SlotPreview } from './slot-preview.tsx';
import { eventTypeKey, useEventTypeSave } from './use-event-type-save.ts';

const route = getRouteApi('/event-types/$id');

/** One event type to change, and what it offers as it is. */
export function EventTypePage() {
  const text = useText();
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: eventTypeKey(id),
    queryFn: ({ signal }) => lyceum.eventTypes.get(id, { signal }),
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return (
    <Page title={data?.title ?? text('app.failed')} key={id}>
      <TextLink to="/event-types">{text('eventTypes.back')}</TextLink>
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <Editor eventType={data} />}
    </Page>
  );
}

interface Given {
  readonly values: CreateEventType;
  readonly version: number;
}

function Editor({ eventType }: { readonly eventType: EventType }) {
  const text = useText();
  const { id } = eventType;
  // What is fetched again meanwhile does not take what is typed; saving it is refused where another has saved.
  const [edited, setEdited] = useState(eventType);
  const status = useRef<HTMLDivElement>(null);
  const save = useEventTypeSave(({ values, version }: Given) =>
    lyceum.eventTypes.update(id, values, { ifMatch: version }),
  );
  const send = (values: CreateEventType, version: number) =>
    save.mutate(
      { values, version },
      {
        onSuccess: (saved) => {
          setEdited(saved);
          // The form begins anew with what was saved, and the keyboard goes on from here.
          status.current?.focus();
        },
      },
    );
  const isOutdated = save.error instanceof ProblemError && save.error.status === 412;
  return (
    <>
      <div role="status" ref={status} tabIndex={-1}>
        {save.isSuccess && <Alert color="green">{text('eventTypes.saved')}</Alert>}
      </div>
      <EventTypeForm
        key={edited.version}
        eventType={edited}
        submit={text('eventTypes.save')}
        isBusy={save.isPending}
        error={save.error}
        onSave={(values) => send(values, edited.version)}
      >
        {isOutdated && (
          <Group>
            <Button
              variant="default"
              onClick={() => {
                setEdited(eventType);
                save.reset();
              }}
            >
              {text('app.outdated.load')}
            </Button>
            <Button variant="default" onClick={() => save.variables && send(save.variables.values, eventType.version)}>
              {text('app.outdated.overwrite')}
            </Button>
          </Group>
        )}
      </EventTypeForm>
      <SharingSection eventType={eventType} />
      <SlotPreview eventType={eventType} />
    </>
  );
}
