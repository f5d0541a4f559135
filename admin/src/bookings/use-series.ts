import type { Booking, ChangeSeriesInstance, SeriesScope } from '@lyceum/sdk';
import { skipToken, useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import type { BookingRights } from './booking-rights.ts';

export const SCOPES = ['this', 'following', 'all'] as const satisfies readonly SeriesScope[];

export interface ChosenScope {
  readonly scope: SeriesScope;
  /** Whether others move when the new time of some is taken. */
  readonly skipsTaken: boolean;
}

export const ONE: ChosenScope = { scope: 'this', skipsTaken: false };

export type Series = ReturnType<typeof useSeries>;

/** The series of a booking for whoever may change it; its changes name the version that was read. */
export function useSeries({ id, seriesId, recurrenceId }: Booking, may: BookingRights) {
  const isChangeable = seriesId !== null && (may.moveSeries || may.cancelSeries);
  const { data } = useQuery({
    queryKey: ['bookings', 'series', seriesId],
    queryFn: isChangeable ? ({ signal }) => lyceum.bookingSeries.get(seriesId, { signal }) : skipToken,
  });
  const [series, instance] = [seriesId ?? '', recurrenceId ?? ''];
  const options = { ifMatch: data?.version };
  return {
    isLoaded: data !== undefined,
    move: async ({ scope, skipsTaken }: ChosenScope, start: string) => {
      const change = { start, onConflict: skipsTaken ? 'skip' : 'fail' } as const;
      await lyceum.bookingSeries.updateInstance(series, instance, change, { scope }, options);
      return lyceum.bookings.get(id);
    },
    change: (scope: SeriesScope, change: ChangeSeriesInstance) =>
      lyceum.bookingSeries.updateInstance(series, instance, change, { scope }, options),
    cancel: async ({ scope }: ChosenScope, { reason }: { readonly reason?: string }) => {
      await lyceum.bookingSeries.deleteInstance(series, instance, { scope, reason }, options);
      return lyceum.bookings.get(id);
    },
  };
}
