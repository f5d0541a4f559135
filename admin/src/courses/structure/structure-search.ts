import { type ListSearch, oneOf } from '../../shell/list-search.ts';
import { only, typedOf } from '../../shell/search-params.ts';
import { STRUCTURE_KIND_NAMES, type StructureKindName } from './structure-kind-names.ts';

export const STANDINGS = ['active', 'archived'] as const;
export type Standing = (typeof STANDINGS)[number];

/** Which part of the academic structure is looked at, as the address of the page says it. */
export interface StructureSearch extends ListSearch {
  readonly of?: string;
  readonly kind?: StructureKindName;
  readonly q?: string;
  readonly standing?: Standing;
}

export function readStructureSearch(given: Readonly<Record<string, unknown>>): StructureSearch {
  return {
    ...only('of', typedOf(given['of'])),
    ...only('kind', oneOf(STRUCTURE_KIND_NAMES, given['kind'])),
    ...only('q', typedOf(given['q'])),
    ...only('standing', oneOf(STANDINGS, given['standing'])),
    ...only('cursor', typedOf(given['cursor'])),
  };
}

export function isActiveBy(standing: Standing | undefined): boolean | undefined {
  return standing === undefined ? undefined : standing === 'active';
}
