import type { Organization } from '@lyceum/sdk';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { firstOf } from '../shell/first-of.ts';

/** Of everything that is shown of organizations. */
export const ORGANIZATIONS = ['organizations'] as const;

export const LONGEST_NAME = 100;

/** More than anybody belongs to. */
const MOST = 1_000;

/** Those to which whoever is signed in belongs. */
export function useOrganizations() {
  return useQuery({
    queryKey: [...ORGANIZATIONS, 'mine'],
    queryFn: ({ signal }) => firstOf(lyceum.organizations.list({ sort: 'name', limit: 100 }, { signal }), MOST),
  });
}

export function useOrganization(id: string) {
  return useQuery({
    queryKey: [...ORGANIZATIONS, 'one', id],
    queryFn: ({ signal }) => lyceum.organizations.get(id, { signal }),
  });
}

/** Whether whoever is signed in is owner or admin of it. */
export function isManaged({ myRole }: Pick<Organization, 'myRole'>): boolean {
  return myRole !== 'member';
}
