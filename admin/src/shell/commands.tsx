import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { isManaged, useOrganizations } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { useText } from '../texts/use-text.ts';
import { PLACES } from './places.ts';

/** Of each organization that somebody manages. */
const PAGES = [
  { to: '/organizations/$id/members', name: 'members.title' },
  { to: '/organizations/$id/bookings', name: 'organization.bookings' },
  { to: '/organizations/$id/event-types', name: 'team.title' },
  { to: '/organizations/$id/bookables', name: 'bookables.title' },
  { to: '/organizations/$id/requests', name: 'joining.title' },
  { to: '/organizations/$id/reports', name: 'reports.title' },
  { to: '/organizations/$id/webhooks', name: 'webhooks.title' },
  { to: '/organizations/$id/service-accounts', name: 'serviceAccounts.title' },
  { to: '/organizations/$id', name: 'organization.title' },
] as const;

/** Ctrl-K: everything that the shell leads to, and what is begun most, by typing. */
export function Commands({ onSignOut }: { readonly onSignOut: () => void }) {
  const text = useText();
  const user = useUser();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const managed = useOrganizations().data?.data.filter(isManaged) ?? [];
  const places = PLACES.filter(({ isFor }) => isFor(user));
  const actions: SpotlightActionData[] = [
    {
      id: 'new-booking',
      label: text('calendar.new'),
      onClick: () => void navigate({ to: '/calendar', search: { new: 'booking' } }),
    },
    { id: 'new-event-type', label: text('eventTypes.new'), onClick: () => void navigate({ to: '/event-types/new' }) },
    ...places.map(({ to, name }) => ({ id: to, label: text(name), onClick: () => void navigate({ to }) })),
    { id: 'sign-out', label: text('app.signOut'), onClick: onSignOut },
  ];
  // As many as there are would hide the others from whoever only looks.
  const ofOrganizations: SpotlightActionData[] = managed.flatMap(({ id, name: organization }) =>
    PAGES.map(({ to, name }) => ({
      id: `${to} ${id}`,
      label: `${text(name)} – ${organization}`,
      onClick: () => void navigate({ to, params: { id } }),
    })),
  );
  return (
    <Spotlight
      actions={typed === '' ? actions : [...actions, ...ofOrganizations]}
      query={typed}
      onQueryChange={setTyped}
      nothingFound={text('app.commands.none')}
      searchProps={{
        placeholder: text('app.commands.placeholder'),
        'aria-label': text('app.commands'),
      }}
      title={text('app.commands')}
    />
  );
}
