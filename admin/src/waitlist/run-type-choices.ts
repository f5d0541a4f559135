import type { EventType, Organization, SignedInUser } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { isManaged } from '../organizations/use-organizations.ts';
import type { Choices } from '../shell/fields/search-select.tsx';
import type { Choice } from '../shell/fields/told-apart.ts';
import { only } from '../shell/search-params.ts';

/** As many as a list shows; whoever looks for another types a part of its title. */
const SHOWN = 20;
/** Event types that are looked at for a few that fit. */
const MOST = 500;

/** What somebody hosts or manages. */
export function runTypesOf({ id: userId }: SignedInUser, organizations: readonly Organization[]): Choices {
  const managed = new Set(organizations.filter(isManaged).map(({ id }) => id));
  const isRun = ({ organizationId, hosts }: EventType) =>
    organizationId === null || managed.has(organizationId) || hosts.some((host) => host.userId === userId);
  return {
    key: ['event-types', 'list', 'run', [...managed]],
    find: async (typed, signal) => {
      const found: Choice[] = [];
      let looked = 0;
      const query = { limit: 100, ...only('q', typed) } as const;
      for await (const type of lyceum.eventTypes.list(query, signal ? { signal } : {})) {
        looked += 1;
        if (isRun(type)) found.push({ value: type.id, label: type.title });
        if (found.length === SHOWN || looked === MOST) break;
      }
      return found;
    },
    nameOf: async (id) => (await lyceum.eventTypes.get(id)).title,
  };
}
