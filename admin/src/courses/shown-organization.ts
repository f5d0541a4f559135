import type { Organization } from '@lyceum/sdk';
import { isManaged } from '../organizations/use-organizations.ts';

/** The organization that the address names, else the first that the person manages, else the first they belong to. */
export function shownOrganization(
  organizations: readonly Organization[],
  asked: string | undefined,
): Organization | undefined {
  return organizations.find(({ id }) => id === asked) ?? organizations.find(isManaged) ?? organizations[0];
}
