import { type ListSearch, oneOf } from '../shell/list-search.ts';
import { only, typedOf } from '../shell/search-params.ts';

export const EVENT_TYPE_SORTS = ['title', '-createdAt', 'createdAt'] as const;

/** What is looked for, as the address of the page says it. */
export interface EventTypeSearch extends ListSearch {
  readonly q?: string;
  readonly sort?: (typeof EVENT_TYPE_SORTS)[number];
}

export function readEventTypeSearch({ q, sort, cursor }: Readonly<Record<string, unknown>>): EventTypeSearch {
  return {
    ...only('q', typedOf(q)),
    ...only('sort', oneOf(EVENT_TYPE_SORTS, sort)),
    ...only('cursor', typedOf(cursor)),
  };
}
