import type { PlatformRole, UsersGetCsvQuery, UsersListQuery } from '@lyceum/sdk';
import { only, typedOf } from '../../shell/search-params.ts';

export const ROLES = ['user', 'moderator', 'admin'] as const satisfies readonly PlatformRole[];
export const STATES = ['active', 'deactivated'] as const;
export const PEOPLE_SORTS = ['-createdAt', 'name', 'email'] as const;

/** Who is looked for, as the address of the page says it. */
export interface PeopleSearch {
  /** Part of a name or of an address. */
  readonly q?: string;
  readonly role?: PlatformRole;
  readonly state?: (typeof STATES)[number];
  readonly sort?: (typeof PEOPLE_SORTS)[number];
  readonly cursor?: string;
}

/** What does not fit is left out. */
export function readPeopleSearch({ q, role, state, sort, cursor }: Readonly<Record<string, unknown>>): PeopleSearch {
  return {
    ...only('q', typedOf(q)),
    ...only(
      'role',
      ROLES.find((one) => one === role),
    ),
    ...only(
      'state',
      STATES.find((one) => one === state),
    ),
    ...only(
      'sort',
      PEOPLE_SORTS.find((one) => one === sort),
    ),
    ...only('cursor', typeof cursor === 'string' ? cursor : undefined),
  };
}

/** What the server is asked. */
export function peopleQueryOf({ state, ...rest }: PeopleSearch): UsersListQuery {
  return { ...rest, ...(state && { isActive: state === 'active' }) };
}

/** The same on all pages. */
export function peopleFileQueryOf({ cursor: _cursor, ...search }: PeopleSearch): UsersGetCsvQuery {
  return peopleQueryOf(search);
}

export function looksForSome({ q, role, state }: PeopleSearch): boolean {
  return [q, role, state].some((one) => one !== undefined);
}
