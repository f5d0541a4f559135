import { oneOf } from '../shell/list-search.ts';
import { only } from '../shell/search-params.ts';
import { type EventTypeSearch, readEventTypeSearch } from './event-type-search.ts';

export const ACTIVITIES = ['active', 'inactive'] as const;

/** Which event types of an organization are looked for, as the address of the page says it. */
export interface TeamSearch extends EventTypeSearch {
  readonly is?: (typeof ACTIVITIES)[number];
}

export function readTeamSearch(given: Readonly<Record<string, unknown>>): TeamSearch {
  return { ...readEventTypeSearch(given), ...only('is', oneOf(ACTIVITIES, given['is'])) };
}
