import { only, typedOf } from '../shell/search-params.ts';

/** What is looked for, as the address of the page says it. */
export interface EventTypeSearch {
  readonly q?: string;
}

export function readEventTypeSearch({ q }: Readonly<Record<string, unknown>>): EventTypeSearch {
  return only('q', typedOf(q));
}
