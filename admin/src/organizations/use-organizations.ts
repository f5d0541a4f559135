import type { Organization } from '@lyceum/sdk';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';

/** Of everything that is shown of organizations. */
export const ORGANIZATIONS = ['organizations'] as const;

export const LONGEST_NAME = 100;

const MOST = 100;

/** Those to which whoever is signed in belongs. */
export function useOrganizations() {
  return useQuery({
    queryKey: [...ORGANIZATIONS, 'mine'],
    queryFn: ({ signal }) => lyceum.organizations.list({ sort: 'name', limit: MOST }, { signal }),
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
