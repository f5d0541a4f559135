import { type ListSearch, oneOf } from '../../shell/list-search.ts';
import { only, typedOf } from '../../shell/search-params.ts';
import { type Standing, STANDINGS } from '../structure/structure-search.ts';

export const PEOPLE_KINDS = ['facilitators', 'students'] as const;
export type PeopleKind = (typeof PEOPLE_KINDS)[number];

/** Whose profiles are looked at, as the address of the page says it. */
export interface PeopleSearch extends ListSearch {
  readonly of?: string;
  readonly kind?: PeopleKind;
  readonly q?: string;
  readonly standing?: Standing;
}

export function readPeopleSearch(given: Readonly<Record<string, unknown>>): PeopleSearch {
  return {
    ...only('of', typedOf(given['of'])),
    ...only('kind', oneOf(PEOPLE_KINDS, given['kind'])),
    ...only('q', typedOf(given['q'])),
    ...only('standing', oneOf(STANDINGS, given['standing'])),
    ...only('cursor', typedOf(given['cursor'])),
  };
}
