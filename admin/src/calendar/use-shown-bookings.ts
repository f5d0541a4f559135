import type { Booking, TimeSpan } from '@lyceum/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';

/** Those that take time. */
const STATUSES = ['pending', 'confirmed'] as const;
const PAGE = 100;
/** Of each status: more is no calendar that anybody reads. */
const MOST = 1000;

export interface ShownBookings {
  readonly bookings: readonly Booking[];
  readonly isCut: boolean;
}

/** The bookings of whoever is signed in that lie in what the calendar shows. */
export function useShownBookings(shown: TimeSpan | null) {
  return useQuery({
    queryKey: ['bookings', 'list', 'calendar', shown?.start, shown?.end],
    queryFn: ({ signal }) => (shown ? bookingsIn(shown, signal) : { bookings: [], isCut: false }),
    enabled: shown !== null,
    placeholderData: keepPreviousData,
  });
}

async function bookingsIn({ start, end }: TimeSpan, signal: AbortSignal): Promise<ShownBookings> {
  const lists = await Promise.all(
    STATUSES.map(async (status) => {
      const found: Booking[] = [];
      const query = { status, from: start, to: end, sort: 'start', limit: PAGE };
      for await (const booking of lyceum.bookings.list(query, { signal })) {
        found.push(booking);
        if (found.length > MOST) break;
      }
      return found;
    }),
  );
  return {
    bookings: lists.flatMap((found) => found.slice(0, MOST)),
    isCut: lists.some(({ length }) => length > MOST),
  };
}
