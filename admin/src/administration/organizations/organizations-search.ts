import type { OrganizationsGetCsvQuery } from '@lyceum/sdk';
import { type ListSearch, oneOf } from '../../shell/list-search.ts';
import { only, typedOf } from '../../shell/search-params.ts';

export const ORGANIZATION_SORTS = ['-createdAt', 'createdAt', 'name'] as const;

/** Which organizations are looked for, as the address of the page says it. */
export interface OrganizationsSearch extends ListSearch {
  /** Part of a name. */
  readonly q?: string;
  readonly sort?: (typeof ORGANIZATION_SORTS)[number];
}

/** What does not fit is left out. */
export function readOrganizationsSearch({ q, sort, cursor }: Readonly<Record<string, unknown>>): OrganizationsSearch {
  return {
    ...only('q', typedOf(q)),
    ...only('sort', oneOf(ORGANIZATION_SORTS, sort)),
    ...only('cursor', typeof cursor === 'string' ? cursor : undefined),
  };
}

/** The same on all pages. */
export function organizationsFileQueryOf({
  cursor: _cursor,
  ...search
}: OrganizationsSearch): OrganizationsGetCsvQuery {
  return search;
}
