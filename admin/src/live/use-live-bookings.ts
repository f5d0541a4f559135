import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followBookings } from './follow-bookings.ts';
import { inTurn } from './in-turn.ts';

const CHANNEL = 'lyceum bookings';

/** What is shown of bookings is asked for anew when somebody else changes one, as long as somebody is signed in. */
export function useLiveBookings(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const end = new AbortController();
    const others = new BroadcastChannel(CHANNEL);
    const refresh = () => void queries.invalidateQueries({ queryKey: ['bookings'] });
    const tell = () => {
      refresh();
      others.postMessage(null);
    };
    others.addEventListener('message', refresh);
    void inTurn(end.signal, () => followBookings(end.signal, tell));
    return () => {
      end.abort();
      others.close();
    };
  }, [queries]);
}
