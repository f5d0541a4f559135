import type { Booking, TimeSpan } from '@lyceum/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { besideBookings } from './beside-bookings.ts';

/** Those that take time. */
const STATUSES = ['pending', 'confirmed'] as const;
const PAGE = 100;
/** Of each status: more is no calendar that anybody reads. */
const MOST = 1000;

export interface ShownBookings {
  readonly bookings: readonly Booking[];
  /** What absences and other calendars take besides. */
  readonly busy: readonly TimeSpan[];
  readonly isCut: boolean;
}

/** The bookings of whoever is signed in that lie in what the calendar shows, and when they are not free besides. */
export function useShownBookings(shown: TimeSpan | null) {
  const { id } = useUser();
  return useQuery({
    queryKey: ['bookings', 'list', 'calendar', shown?.start, shown?.end],
    queryFn: ({ signal }) => (shown ? shownIn(shown, id, signal) : { bookings: [], busy: [], isCut: false }),
    enabled: shown !== null,
    placeholderData: keepPreviousData,
  });
}

/** All at once: a booking that moves takes the time where it is shown. */
async function shownIn(shown: TimeSpan, userId: string, signal: AbortSignal): Promise<ShownBookings> {
  const asked = { bookableIds: [userId], from: shown.start, to: shown.end };
  const [own, free] = await Promise.all([bookingsIn(shown, signal), lyceum.freeBusy.query(asked, { signal })]);
  return { ...own, busy: besideBookings(free.bookables[0]?.busy ?? [], own.bookings) };
}

async function bookingsIn({ start, end }: TimeSpan, signal: AbortSignal): Promise<Omit<ShownBookings, 'busy'>> {
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
