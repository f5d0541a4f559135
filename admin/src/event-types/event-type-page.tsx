import { type CreateEventType, type EventType, type OrganizationDetails, ProblemError } from '@lyceum/sdk';
import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { isManaged, useOrganization } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { contentOf } from '../shell/form-values.ts';
import { TextLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { CopiesSection } from './copies-section.tsx';
import { EventTypeForm, eventTypeIn } from './event-type-form.tsx';
import { FairnessSection } from './fairness-section.tsx';
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
      {data && <Owned eventType={data} />}
    </Page>
  );
}

/** One of an organization waits for what that is, because whoever manages it says who gives it. */
function Owned({ eventType }: { readonly eventType: EventType }) {
  const { organizationId } = eventType;
  if (organizationId === null)
    return (
      <>
        <Editor eventType={eventType} />
        <Removal eventType={eventType} />
      </>
    );
  return <OfOrganization eventType={eventType} organizationId={organizationId} />;
}

interface OrganizationProps {
  readonly eventType: EventType;
  readonly organizationId: string;
}

function OfOrganization({ eventType, organizationId }: OrganizationProps) {
  const text = useText();
  const { data, error, isPending, refetch } = useOrganization(organizationId);
  const user = useUser();
  const { id, parentId, assignment, owner, hosts } = eventType;
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const canManage = isManaged(data) && parentId === null;
  const isOwn = owner.id === user.id;
  const isRun = isOwn || isManaged(data) || hosts.some(({ userId }) => userId === user.id);
  return (
    <>
      <TextLink to="/organizations/$id/event-types" params={{ id: organizationId }}>
        {text('team.back', { organization: data.name })}
      </TextLink>
      {parentId !== null && (
        <Text>
          {text('copies.isCopy')}{' '}
          <TextLink to="/event-types/$id" params={{ id: parentId }} underline="always">
            {text('copies.parent')}
          </TextLink>
        </Text>
      )}
      {isOwn || isManaged(data) ? (
        <Editor eventType={eventType} organization={canManage ? data : undefined} />
      ) : (
        <>
          <Text>{text('eventTypes.others', { name: owner.name })}</Text>
          <SharingSection eventType={eventType} />
          <SlotPreview eventType={eventType} />
        </>
      )}
      {assignment === 'round_robin' && isRun && <FairnessSection id={id} />}
      {canManage && <CopiesSection id={id} organization={data} />}
      {parentId === null && (isOwn || canManage) && <Removal eventType={eventType} />}
    </>
  );
}

/** Nobody can book it any more; what is booked stays. */
function Removal({ eventType: { id, title, organizationId } }: { readonly eventType: EventType }) {
  const text = useText();
  const navigate = useNavigate();
  return (
    <Group>
      <DialogButton
        label={text('eventTypes.delete')}
        title={text('eventTypes.delete.title', { title })}
        submit={text('eventTypes.delete.submit')}
        isFinal
        action={() => lyceum.eventTypes.delete(id)}
        changes={['event-types', 'list']}
        onDone={() =>
          void (organizationId === null
            ? navigate({ to: '/event-types' })
            : navigate({ to: '/organizations/$id/event-types', params: { id: organizationId } }))
        }
        says={text('eventTypes.delete.text')}
      />
    </Group>
  );
}

interface EditorProps {
  readonly eventType: EventType;
  readonly organization?: OrganizationDetails | undefined;
}

interface Given {
  readonly values: CreateEventType;
  readonly version: number;
}

function Editor({ eventType, organization }: EditorProps) {
  const text = useText();
  const user = useUser();
  const { id } = eventType;
  // What is fetched again meanwhile does not take what is typed; saving it is refused where another has saved.
  const [{ edited, round }, setForm] = useState({ edited: eventType, round: 0 });
  const [hasMore, setHasMore] = useState(false);
  const status = useRef<HTMLDivElement>(null);
  const save = useEventTypeSave(({ values, version }: Given) =>
    lyceum.eventTypes.update(id, values, { ifMatch: version }),
  );
  const send = (values: CreateEventType, form: HTMLFormElement, version: number) => {
    const sent = contentOf(form);
    save.mutate(
      { values, version },
      {
        onSuccess: (saved) => {
          // What was typed while it was saved stays, and whoever types it goes on.
          const isBehind = contentOf(form) !== sent;
          setHasMore(isBehind);
          setForm({ edited: saved, round: isBehind ? round : round + 1 });
          // Else the form begins anew with what was saved, and the keyboard goes on from here.
          if (!isBehind) status.current?.focus();
        },
      },
    );
  };
  const overwrite = (form: HTMLFormElement | null) => {
    if (form?.reportValidity()) send(eventTypeIn(form, user.id, edited), form, eventType.version);
  };
  const isOutdated = save.error instanceof ProblemError && save.error.status === 412;
  return (
    <>
      <div role="status" ref={status} tabIndex={-1}>
        {save.isSuccess && <Alert color="green">{text(hasMore ? 'eventTypes.savedBefore' : 'eventTypes.saved')}</Alert>}
      </div>
      <EventTypeForm
        key={round}
        eventType={edited}
        organization={organization}
        organizationId={eventType.organizationId}
        submit={text('eventTypes.save')}
        isBusy={save.isPending}
        error={save.error}
        onSave={(values, form) => send(values, form, edited.version)}
      >
        {isOutdated && (
          <Group>
            <Button
              variant="default"
              onClick={() => {
                setForm({ edited: eventType, round: round + 1 });
                save.reset();
              }}
            >
              {text('app.outdated.load')}
            </Button>
            <Button variant="default" onClick={({ currentTarget }) => overwrite(currentTarget.form)}>
              {text('app.outdated.overwrite')}
            </Button>
          </Group>
        )}
      </EventTypeForm>
      <TextLink to="/waitlist" search={{ type: id }}>
        {text('eventTypes.waitlist')}
      </TextLink>
      <SharingSection eventType={eventType} />
      <SlotPreview eventType={eventType} />
    </>
  );
}
