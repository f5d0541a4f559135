import type { RosterImport } from '@lyceum/sdk';
import { queryOptions } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { COURSES } from '../course-queries.ts';

export const IMPORTS = [...COURSES, 'imports'] as const;

const ASKED_EVERY_MS = 1000;

const UNDER_WAY: ReadonlySet<RosterImport['state']> = new Set(['checking', 'applying', 'undoing']);

/** Whether the server is at work on it. */
export const isUnderWay = ({ state }: Pick<RosterImport, 'state'>) => UNDER_WAY.has(state);

/** An import, which is asked for again as long as something is under way. */
export function rosterImport(id: string) {
  return queryOptions({
    queryKey: [...IMPORTS, 'one', id],
    queryFn: ({ signal }) => lyceum.rosterImports.get(id, { signal }),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? ASKED_EVERY_MS : false),
  });
}
