import type { CreateEventType, OrganizationDetails } from '@lyceum/sdk';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { isManaged } from '../organizations/use-organizations.ts';
import { useText } from '../texts/use-text.ts';
import { EventTypeForm } from './event-type-form.tsx';
import { useEventTypeSave } from './use-event-type-save.ts';

const route = getRouteApi('/organizations/$id/event-types/new');

/** One of an organization: whoever manages it says who gives it, the others give it themselves. */
export function NewTeamEventTypePage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="eventTypes.new">
      {(organization) => <NewOne organization={organization} />}
    </OrganizationFrame>
  );
}

function NewOne({ organization }: { readonly organization: OrganizationDetails }) {
  const text = useText();
  const navigate = useNavigate();
  const create = useEventTypeSave((values: CreateEventType) =>
    lyceum.eventTypes.create({ ...values, organizationId: organization.id }),
  );
  return (
    <EventTypeForm
      organization={isManaged(organization) ? organization : undefined}
      organizationId={organization.id}
      submit={text('eventTypes.create')}
      isBusy={create.isPending}
      error={create.error}
      onSave={(values) =>
        create.mutate(values, { onSuccess: ({ id }) => void navigate({ to: '/event-types/$id', params: { id } }) })
      }
    />
  );
}
