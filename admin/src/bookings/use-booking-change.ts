import type { Booking } from '@lyceum/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';

export const bookingKey = (id: string) => ['bookings', 'one', id] as const;

/** A change of one booking: its answer is what the page then shows, and everything else is asked for anew. */
export function useBookingChange<Given>(change: (given: Given) => PromiseLike<Booking>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (given: Given) => change(given),
    onSuccess: async (booking) => {
      // Answers overtake each other.
      queries.setQueryData<Booking>(bookingKey(booking.id), (shown) =>
        shown && shown.version > booking.version ? shown : booking,
      );
      await queries.invalidateQueries({
        queryKey: ['bookings'],
        predicate: ({ queryKey }) => queryKey[2] !== booking.id,
      });
    },
    // Mostly somebody was faster: the page shows what is so now.
    onError: () => queries.invalidateQueries({ queryKey: ['bookings'] }),
  });
}
