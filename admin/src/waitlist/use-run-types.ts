import type { EventType } from '@lyceum/sdk';
import { useQuery } from '@tanstack/react-query';
import { eventTypeKey } from '../event-types/use-event-type-save.ts';
import { lyceum } from '../lyceum.ts';
import { isManaged, useOrganizations } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';

const MOST = 100;

interface RunTypes {
  readonly data: readonly EventType[] | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => void;
}

/**
 * What whoever is signed in hosts or manages.
 * @param id of one that is among them however many there are: the server says whether they may look at it
 */
export function useRunTypes(id: string | undefined): RunTypes {
  const user = useUser();
  const organizations = useOrganizations();
  const types = useQuery({
    queryKey: ['event-types', 'list', { limit: MOST }],
    queryFn: ({ signal }) => lyceum.eventTypes.list({ limit: MOST }, { signal }),
  });
  const managed = organizations.data?.data.filter(isManaged) ?? [];
  const run = types.data?.data.filter(
    ({ organizationId, hosts }) =>
      organizationId === null ||
      hosts.some(({ userId }) => userId === user.id) ||
      managed.some((organization) => organization.id === organizationId),
  );
  const isElsewhere = id !== undefined && run?.every((type) => type.id !== id) === true;
  const one = useQuery({
    queryKey: eventTypeKey(id ?? ''),
    queryFn: ({ signal }) => lyceum.eventTypes.get(id ?? '', { signal }),
    enabled: isElsewhere && !organizations.isPending,
  });
  const asked = [types, organizations, ...(isElsewhere ? [one] : [])];
  return {
    data: run && [...(isElsewhere && one.data ? [one.data] : []), ...run],
    error: asked.find(({ error }) => error)?.error,
    isPending: asked.some(({ isPending }) => isPending),
    refetch: () => asked.filter(({ isError }) => isError).forEach((query) => void query.refetch()),
  };
}
