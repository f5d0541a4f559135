import type { Admission, OrganizationRole } from '@lyceum/sdk';
import { type ListSearch, oneOf } from '../shell/list-search.ts';
import { only, typedOf } from '../shell/search-params.ts';

export const ROLES = ['owner', 'admin', 'member'] as const satisfies readonly OrganizationRole[];
export const MEMBER_SORTS = ['joinedAt', '-joinedAt'] as const;
export const ADMISSIONS = ['joined', 'invited'] as const satisfies readonly Admission[];

/** Who is looked for, as the address of the page says it. */
export interface MemberSearch extends ListSearch {
  /** Part of a name or of an address. */
  readonly q?: string;
  readonly role?: OrganizationRole;
  readonly status?: Admission;
  readonly sort?: (typeof MEMBER_SORTS)[number];
}

export function readMemberSearch({ q, role, status, sort, cursor }: Readonly<Record<string, unknown>>): MemberSearch {
  return {
    ...only('q', typedOf(q)),
    ...only('role', oneOf(ROLES, role)),
    ...only('status', oneOf(ADMISSIONS, status)),
    ...only('sort', oneOf(MEMBER_SORTS, sort)),
    ...only('cursor', typedOf(cursor)),
  };
}
