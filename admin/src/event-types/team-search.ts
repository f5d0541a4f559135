import { type ListSearch, oneOf } from '../shell/list-search.ts';
import { only, typedOf } from '../shell/search-params.ts';

export const ACTIVITIES = ['active', 'inactive'] as const;

/** Which event types of an organization are looked for, as the address of the page says it. */
export interface TeamSearch extends ListSearch {
  readonly q?: string;
  readonly is?: (typeof ACTIVITIES)[number];
}

export function readTeamSearch({ q, is, cursor }: Readonly<Record<string, unknown>>): TeamSearch {
  return { ...only('q', typedOf(q)), ...only('is', oneOf(ACTIVITIES, is)), ...only('cursor', typedOf(cursor)) };
}
