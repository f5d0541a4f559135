import type { TimeSpan } from '@lyceum/sdk';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { useUser } from '../session/use-signed-in-user.ts';

const NONE: readonly TimeSpan[] = [];

/** When whoever is signed in cannot be booked, whatever the reason, in what the calendar shows. */
export function useShownBusy(shown: TimeSpan | null): readonly TimeSpan[] {
  const { id } = useUser();
  const { data } = useQuery({
    // With the bookings, which take time as well.
    queryKey: ['bookings', 'busy', shown?.start, shown?.end],
    queryFn: shown
      ? ({ signal }) => lyceum.freeBusy.query({ bookableIds: [id], from: shown.start, to: shown.end }, { signal })
      : skipToken,
    placeholderData: keepPreviousData,
  });
  return data?.bookables[0]?.busy ?? NONE;
}
