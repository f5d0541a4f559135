import type { ActivityLog, CourseOffering, LogExpectation } from '@lyceum/sdk';
import { queryOptions } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { COURSES } from '../course-queries.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Of what is missing longer than this, the list of the offering tells. */
const BACK_DAYS = 120;
/** Until the deadline of the present week wherever that is set. */
const AHEAD_DAYS = 10;
const MOST = 100;

export interface OwedLog {
  readonly offering: CourseOffering;
  readonly week: number;
  readonly status: 'returned' | Extract<LogExpectation['status'], 'missing' | 'due'>;
  /** Null for what a manager has returned. */
  readonly dueAt: string | null;
  /** What the manager who returned it says is missing. */
  readonly note: string | null;
}

export interface MyWeek {
  /** Whether there is a profile by which the person teaches. */
  readonly teaches: boolean;
  readonly owed: readonly OwedLog[];
}

/** What a person has to write: what was returned first, then what is missing, and what is due next. */
export function myWeek(userId: string) {
  return queryOptions({
    queryKey: [...COURSES, 'my-week', userId],
    queryFn: async ({ signal }): Promise<MyWeek> => {
      const profiles = await lyceum.facilitators.list({ userId, limit: MOST }, { signal });
      const ids = profiles.data.map(({ id }) => id);
      const [from, to] = [-BACK_DAYS, AHEAD_DAYS].map((days) => new Date(Date.now() + days * DAY_MS).toISOString());
      const found = await Promise.all(
        ids.map(async (facilitatorId) => {
          const [returned, expected, offerings] = await Promise.all([
            lyceum.activityTracker.list({ facilitatorId, state: 'returned', limit: MOST }, { signal }),
            lyceum.logExpectations.list({ facilitatorId, from, to, limit: MOST }, { signal }),
            lyceum.courseOfferings.list({ facilitatorId, limit: MOST }, { signal }),
          ]);
          return { returned: returned.data, expected: expected.data, offerings: offerings.data };
        }),
      );
      const wanted = found.flatMap(({ returned, expected }) => owedOf(returned, expected));
      const known = found.flatMap(({ offerings }) => offerings);
      const offeringOf = await offeringsOf(
        wanted.map(({ allocationId }) => allocationId),
        known,
        signal,
      );
      const owed = wanted.flatMap(({ allocationId, ...one }) => {
        const offering = offeringOf.get(allocationId);
        return offering ? [{ offering, ...one }] : [];
      });
      return { teaches: profiles.data.some(({ isActive }) => isActive), owed };
    },
    gcTime: Infinity,
  });
}

type Wanted = Omit<OwedLog, 'offering'> & Pick<LogExpectation, 'allocationId'>;

function owedOf(returned: readonly ActivityLog[], expected: readonly LogExpectation[]): Wanted[] {
  const open = expected.flatMap(({ allocationId, weekNumber: week, status, dueAt }): Wanted[] =>
    status === 'missing' || status === 'due' ? [{ allocationId, week, status, dueAt, note: null }] : [],
  );
  return [
    ...returned.map(({ allocationId, weekNumber: week, returnNote: note }) => ({
      ...{ allocationId, week, status: 'returned' as const, dueAt: null, note },
    })),
    ...open.filter(({ status }) => status === 'missing'),
    ...open.filter(({ status }) => status === 'due'),
  ];
}

/** With those in which the person stands in, which are in no list of theirs. */
async function offeringsOf(
  ids: readonly string[],
  known: readonly CourseOffering[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CourseOffering>> {
  const found = new Map(known.map((offering) => [offering.id, offering]));
  const others = [...new Set(ids)].filter((id) => !found.has(id));
  for (const offering of await Promise.all(others.map((id) => lyceum.courseOfferings.get(id, { signal }))))
    found.set(offering.id, offering);
  return found;
}
