import { type ListSearch, oneOf } from '../../shell/list-search.ts';
import { only, typedOf } from '../../shell/search-params.ts';
import { type Standing, STANDINGS } from '../structure/structure-search.ts';

/** Which offerings are looked at, as the address of the page says it. */
export interface OfferingSearch extends ListSearch {
  readonly of?: string;
  /** The number of the trimester within its year. */
  readonly trimester?: string;
  readonly intake?: string;
  readonly cohort?: string;
  readonly module?: string;
  readonly mode?: string;
  readonly facilitator?: string;
  readonly standing?: Standing;
}

export const OFFERING_FILTERS = ['trimester', 'intake', 'cohort', 'module', 'mode', 'facilitator', 'standing'] as const;

const NUMBER = /^[1-9]\d?$/;

export function readOfferingSearch(given: Readonly<Record<string, unknown>>): OfferingSearch {
  const trimester = typedOf(given['trimester']);
  return {
    ...only('of', typedOf(given['of'])),
    ...only('trimester', trimester !== undefined && NUMBER.test(trimester) ? trimester : undefined),
    ...only('intake', typedOf(given['intake'])),
    ...only('cohort', typedOf(given['cohort'])),
    ...only('module', typedOf(given['module'])),
    ...only('mode', typedOf(given['mode'])),
    ...only('facilitator', typedOf(given['facilitator'])),
    ...only('standing', oneOf(STANDINGS, given['standing'])),
    ...only('cursor', typedOf(given['cursor'])),
  };
}
