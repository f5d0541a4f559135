import { lyceum } from '../lyceum.ts';
import type { Choices } from '../shell/fields/search-select.tsx';
import { only } from '../shell/search-params.ts';

/** As many as a list shows; whoever looks for another types a part of its title. */
const SHOWN = 20;

/** The event types of an organization. */
export function teamTypesOf(organizationId: string): Choices {
  return {
    key: ['event-types', 'list', 'of', organizationId],
    find: async (typed, signal) => {
      const query = { organizationId, limit: SHOWN, ...only('q', typed) };
      const { data } = await lyceum.eventTypes.list(query, signal ? { signal } : {});
      return data.map(({ id, title }) => ({ value: id, label: title }));
    },
    nameOf: async (id) => (await lyceum.eventTypes.get(id)).title,
  };
}
