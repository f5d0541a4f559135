import { useMemo, useSyncExternalStore } from 'react';
import {
  type KeptLog,
  keptLog,
  keptPlacesText,
  keptText,
  type LogPlace,
  placesIn,
  subscribeToKeptLogs,
} from './kept-logs.ts';

/** What is written of a log in any window of this browser, and not at the server yet. */
export function useKeptLog(place: LogPlace): KeptLog | null {
  const text = useSyncExternalStore(subscribeToKeptLogs, () => keptText(place));
  return useMemo(() => keptLog(text), [text]);
}

export function useKeptPlaces(personId: string): readonly LogPlace[] {
  const text = useSyncExternalStore(subscribeToKeptLogs, () => keptPlacesText(personId));
  return useMemo(() => placesIn(text), [text]);
}
