import type { Bookable } from '@lyceum/sdk';
import { useQuery } from '@tanstack/react-query';
import { BOOKABLES } from '../bookables/bookable-buttons.tsx';
import { lyceum } from '../lyceum.ts';
import { isManaged, useOrganizations } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';

export const FEEDS = ['calendar-feeds'] as const;
export const EXTERNAL = ['external-calendars'] as const;

/** The most that a page of a list has. */
export const MOST = 100;

/** While a calendar is about to be read: nobody tells a page what became of it. */
const LOOK_AGAIN_MS = 2_000;

export function useFeeds() {
  return useQuery({
    queryKey: FEEDS,
    queryFn: ({ signal }) => lyceum.calendarFeeds.list({ limit: MOST }, { signal }),
  });
}

export function useExternalCalendars() {
  return useQuery({
    queryKey: EXTERNAL,
    queryFn: ({ signal }) => lyceum.externalCalendars.list({ limit: MOST }, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.data.some(({ nextSyncAt }) => Date.parse(nextSyncAt) <= Date.now()) ? LOOK_AGAIN_MS : false,
  });
}

/** Rooms and devices whose time whoever is signed in plans. */
export function useManagedBookables(): readonly Bookable[] {
  const user = useUser();
  const organizations =
    useOrganizations()
      .data?.data.filter(isManaged)
      .map(({ id }) => id) ?? [];
  const { data } = useQuery({
    queryKey: [...BOOKABLES, 'all'],
    queryFn: ({ signal }) => lyceum.bookables.list({ limit: MOST }, { signal }),
  });
  return (
    data?.data.filter(
      ({ ownerId, organizationId }) =>
        ownerId === user.id || (organizationId !== null && organizations.includes(organizationId)),
    ) ?? []
  );
}
