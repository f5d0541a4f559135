import type { ResourceKind } from '@lyceum/sdk';
import { type ListSearch, oneOf } from '../shell/list-search.ts';
import { only, typedOf } from '../shell/search-params.ts';

export const KINDS = ['room', 'device', 'other'] as const satisfies readonly ResourceKind[];
export const BOOKABLE_SORTS = ['name', '-createdAt', 'createdAt'] as const;
export const USES = ['active', 'archived'] as const;

/** What is looked for, as the address of the page says it. */
export interface BookableSearch extends ListSearch {
  readonly q?: string;
  readonly kind?: ResourceKind;
  readonly use?: (typeof USES)[number];
  readonly sort?: (typeof BOOKABLE_SORTS)[number];
}

export function readBookableSearch({ q, kind, use, sort, cursor }: Readonly<Record<string, unknown>>): BookableSearch {
  return {
    ...only('q', typedOf(q)),
    ...only('kind', oneOf(KINDS, kind)),
    ...only('use', oneOf(USES, use)),
    ...only('sort', oneOf(BOOKABLE_SORTS, sort)),
    ...only('cursor', typedOf(cursor)),
  };
}

/** What the server is asked. */
export function queryOf({ use, ...rest }: BookableSearch) {
  return { ...rest, ...(use === undefined ? {} : { isActive: use === 'active' }) };
}
