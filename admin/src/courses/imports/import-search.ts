import { type ListSearch, NEWEST_SORTS, oneOf } from '../../shell/list-search.ts';
import { only, typedOf } from '../../shell/search-params.ts';

export const ROSTER_KINDS = ['students', 'facilitators', 'classes', 'offerings', 'enrolments'] as const;
export const IMPORT_STATES = [
  ...(['applied', 'ready', 'undone', 'blocked', 'refused', 'stale'] as const),
  ...(['failed', 'uploading', 'checking', 'applying', 'undoing'] as const),
];
export const OUTCOMES = ['added', 'changed', 'moved', 'removed', 'unchanged', 'rejected'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whose imports are looked at, as the address of the page says it. */
export interface ImportsSearch extends ListSearch {
  readonly of?: string;
  readonly kind?: (typeof ROSTER_KINDS)[number];
  readonly state?: (typeof IMPORT_STATES)[number];
  readonly sort?: (typeof NEWEST_SORTS)[number];
  /** What is brought in next of the archive that was sent last. */
  readonly archive?: (typeof ROSTER_KINDS)[number];
}

/** Which rows of an import. */
export interface RowsSearch extends ListSearch {
  readonly outcome?: Outcome;
}

export function readImportsSearch(given: Readonly<Record<string, unknown>>): ImportsSearch {
  return {
    ...only('of', typedOf(given['of'])),
    ...only('kind', oneOf(ROSTER_KINDS, given['kind'])),
    ...only('state', oneOf(IMPORT_STATES, given['state'])),
    ...only('sort', oneOf(NEWEST_SORTS, given['sort'])),
    ...only('archive', oneOf(ROSTER_KINDS, given['archive'])),
    ...only('cursor', typedOf(given['cursor'])),
  };
}

export function readRowsSearch(given: Readonly<Record<string, unknown>>): RowsSearch {
  return { ...only('outcome', oneOf(OUTCOMES, given['outcome'])), ...only('cursor', typedOf(given['cursor'])) };
}
