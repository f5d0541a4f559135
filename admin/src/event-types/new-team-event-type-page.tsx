import { getRouteApi } from '@tanstack/react-router';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { isManaged } from '../organizations/use-organizations.ts';
import { NewEventTypeForm } from './new-event-type-form.tsx';

const route = getRouteApi('/organizations/$id/event-types/new');

/** One of an organization: whoever manages it says who gives it, the others give it themselves. */
export function NewTeamEventTypePage() {
  const { id } = route.useParams();
  return (
    <OrganizationFrame id={id} title="eventTypes.new">
      {(organization) => (
        <NewEventTypeForm
          organization={isManaged(organization) ? organization : undefined}
          organizationId={organization.id}
        />
      )}
    </OrganizationFrame>
  );
}
