/** What every list by cursor has in its address. */
export interface ListSearch {
  readonly cursor?: string;
}

/** Of lists that have no other order than by time. */
export const NEWEST_SORTS = ['-createdAt', 'createdAt'] as const;

/** Changes what the address says at that moment: another filter may have changed since the page was drawn. */
export type Change<Search> = (change: (present: Search) => Search) => void;

/** @returns the value where it is one of those, else nothing: addresses are typed, and shortened by whatever sends them on */
export function oneOf<Value extends string>(values: readonly Value[], given: unknown): Value | undefined {
  return values.find((one) => one === given);
}

/** The same list by another filter, from its first page on; without the filter when there is no value. */
export function changed<Search extends ListSearch>(search: Search, name: keyof Search, value: string): Search {
  const next = Object.entries({ ...search, [name]: value });
  return Object.fromEntries(next.filter(([key, one]) => key !== 'cursor' && one !== '')) as unknown as Search;
}

/** The same on all pages. */
export function ofAllPages<Search extends ListSearch>({ cursor: _cursor, ...search }: Search): Omit<Search, 'cursor'> {
  return search;
}
