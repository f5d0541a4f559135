import type { NewRosterImport } from '@lyceum/sdk';
import type { QueryClient } from '@tanstack/react-query';
import { ROSTER_KINDS } from './import-search.ts';
import { IMPORTS } from './import-queries.ts';

/** An archive of OneRoster with what was said of it: it is brought in kind by kind, and chosen once. */
export interface KeptArchive {
  readonly file: File;
  readonly wanted: NewRosterImport;
}

const keyOf = (organizationId: string) => [...IMPORTS, 'archive', organizationId];

/** As long as the page is open and whoever signed in stays so. */
export function keepArchive(queries: QueryClient, archive: KeptArchive): void {
  const key = keyOf(archive.wanted.organizationId);
  queries.setQueryDefaults(key, { gcTime: Infinity });
  queries.setQueryData(key, archive);
}

export function keptArchive(queries: QueryClient, organizationId: string): KeptArchive | undefined {
  return queries.getQueryData<KeptArchive>(keyOf(organizationId));
}

/** @returns what is read of an archive after a kind, since it is compared with what is there; nothing after the last */
export function kindAfter(kind: (typeof ROSTER_KINDS)[number]): (typeof ROSTER_KINDS)[number] | undefined {
  return ROSTER_KINDS[ROSTER_KINDS.indexOf(kind) + 1];
}
