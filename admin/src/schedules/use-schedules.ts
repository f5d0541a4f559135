import type { NewSchedule, Schedule } from '@lyceum/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { only } from '../shell/search-params.ts';

export const SCHEDULES = ['schedules'] as const;
const LIST = [...SCHEDULES, 'list'] as const;
/** More than anybody may have. */
const MOST = 100;

export const scheduleKey = (id: string) => [...SCHEDULES, 'one', id] as const;

/**
 * The schedules of whoever is signed in, the oldest first.
 * @param resourceId those of a room or a device instead
 */
export function useSchedules(resourceId?: string) {
  const asked = { ...only('bookableId', resourceId), limit: MOST };
  return useQuery({
    queryKey: [...LIST, resourceId],
    queryFn: async ({ signal }) => (await lyceum.schedules.list(asked, { signal })).data,
  });
}

export function useNewSchedule() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (schedule: NewSchedule) => lyceum.schedules.create(schedule),
    onSuccess: async (schedule) => {
      queries.setQueryData(scheduleKey(schedule.id), schedule);
      await queries.invalidateQueries({ queryKey: LIST });
    },
  });
}

/** After the default another one is it, so that all are asked for anew. */
export function useScheduleRemoval() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, version }: Pick<Schedule, 'id' | 'version'>) =>
      lyceum.schedules.delete(id, { ifMatch: version }),
    // What is gone is not asked for: its page is shown until the list is.
    onSuccess: (_nothing, { id }) =>
      queries.invalidateQueries({ queryKey: SCHEDULES, predicate: ({ queryKey }) => queryKey[2] !== id }),
    onError: (_error, { id }) => queries.invalidateQueries({ queryKey: scheduleKey(id) }),
  });
}
