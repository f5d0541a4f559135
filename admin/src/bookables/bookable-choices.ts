import type { Bookable } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import type { Choices } from '../shell/fields/search-select.tsx';
import type { Choice } from '../shell/fields/told-apart.ts';
import { only } from '../shell/search-params.ts';

/** As many as a list shows; whoever looks for another types a part of its name. */
const SHOWN = 20;
/** Rooms and devices that are looked at for a few that fit. */
const MOST = 500;

/** Those of an organization. */
export function bookablesOf(organizationId: string): Choices {
  return {
    key: ['bookables', 'of', organizationId],
    find: (typed, signal) => bookablesBy(typed, (one) => one.organizationId === organizationId, signal),
    nameOf: async (id) => (await lyceum.bookables.get(id)).name,
  };
}

/** The first rooms and devices whose names have what is typed, and that fit. */
export async function bookablesBy(
  typed: string,
  isWanted: (bookable: Bookable) => boolean,
  signal?: AbortSignal,
): Promise<Choice[]> {
  const found: Choice[] = [];
  let looked = 0;
  const query = { limit: 100, ...only('q', typed) } as const;
  for await (const bookable of lyceum.bookables.list(query, signal ? { signal } : {})) {
    looked += 1;
    if (isWanted(bookable)) found.push({ value: bookable.id, label: bookable.name });
    if (found.length === SHOWN || looked === MOST) break;
  }
  return found;
}
