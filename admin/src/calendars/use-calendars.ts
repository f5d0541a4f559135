import type { Bookable } from '@lyceum/sdk';
import { useQuery } from '@tanstack/react-query';
import { BOOKABLES } from '../bookables/bookable-buttons.tsx';
import { bookablesBy } from '../bookables/bookable-choices.ts';
import { useBookable } from '../bookables/use-bookable.ts';
import { lyceum } from '../lyceum.ts';
import { isManaged, useOrganizations } from '../organizations/use-organizations.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import type { Choices } from '../shell/fields/search-select.tsx';

export const FEEDS = ['calendar-feeds'] as const;
export const EXTERNAL = ['external-calendars'] as const;

/** The most that a page of a list has. */
const MOST = 100;

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
export function useManagedBookables(): Choices {
  const user = useUser();
  const managed = new Set(useOrganizations().data?.data.flatMap((one) => (isManaged(one) ? one.id : [])));
  const isPlanned = ({ ownerId, organizationId }: Bookable) =>
    ownerId === user.id || (organizationId !== null && managed.has(organizationId));
  return {
    key: [...BOOKABLES, 'managed', [...managed]],
    find: (typed, signal) => bookablesBy(typed, isPlanned, signal),
  };
}

/** @returns what a room or a device is called; nothing for what is gone, or not shown any more */
export function useBookableName(id: string | null): string | undefined {
  return useBookable(id).data?.name;
}
