import type { ActivityLog, CourseOffering, LogExpectation } from '@lyceum/sdk';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';

/** Of everything that is shown of courses. */
export const COURSES = ['courses'] as const;

const MOST = 100;

/** What is shown without a connection stays until the page is left. */
const WHILE_OPEN = { gcTime: Infinity } as const;

/** An offering with the logs of all its weeks, and when each is due. */
export interface LoggedOffering {
  readonly offering: CourseOffering;
  readonly logs: readonly ActivityLog[];
  readonly expectations: readonly LogExpectation[];
}

const loggedKey = (offeringId: string) => [...COURSES, 'logged', offeringId] as const;

export function loggedOffering(allocationId: string) {
  return queryOptions({
    queryKey: loggedKey(allocationId),
    queryFn: async ({ signal }): Promise<LoggedOffering> => {
      const query = { allocationId, limit: MOST };
      const [offering, logs, expectations] = await Promise.all([
        lyceum.courseOfferings.get(allocationId, { signal }),
        lyceum.activityTracker.list(query, { signal }),
        lyceum.logExpectations.list(query, { signal }),
      ]);
      return { offering, logs: logs.data, expectations: expectations.data };
    },
    ...WHILE_OPEN,
  });
}

/** Shows a log as it is at the server now, and asks for everything that may follow from it. */
export function knowLog(queries: QueryClient, log: ActivityLog): void {
  queries.setQueryData(loggedKey(log.allocationId), (known: LoggedOffering | undefined) =>
    known ? { ...known, logs: [...known.logs.filter(({ id }) => id !== log.id), log] } : undefined,
  );
  void queries.invalidateQueries({ queryKey: COURSES });
}

/** What holds for all courses of an organization. */
export function courseSettings(organizationId: string) {
  return queryOptions({
    queryKey: [...COURSES, 'settings', organizationId],
    queryFn: ({ signal }) => lyceum.courseSettings.get(organizationId, { signal }),
  });
}

export function offeringOf(id: string) {
  return queryOptions({
    queryKey: [...COURSES, 'offering', id],
    queryFn: ({ signal }) => lyceum.courseOfferings.get(id, { signal }),
  });
}

/** How an offering is called. */
export function titleOf({ module, class: section }: Pick<CourseOffering, 'module' | 'class'>): string {
  return `${module.code} ${module.name}, ${section.name}`;
}

/** The meetings of everything that whoever is signed in teaches or learns, within some days. */
export function ownMeetings({ from, to }: { readonly from: string; readonly to: string }) {
  return queryOptions({
    queryKey: [...COURSES, 'meetings', 'own', from, to],
    queryFn: async ({ signal }) => {
      const { meetings } = await lyceum.courseMeetings.list({ from, to }, { signal });
      return { data: meetings, meta: { hasMore: false } };
    },
  });
}
