import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NewOutOfOffice, OutOfOffice } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { only } from '../shell/search-params.ts';

export const ABSENCES = ['absences'] as const;
const MOST = 100;

/**
 * When whoever is signed in is away, now or later.
 * @param resourceId a room or a device instead
 */
export function useAbsences(resourceId: string | undefined) {
  const asked = { ...only('bookableId', resourceId), limit: MOST };
  return useQuery({
    queryKey: [...ABSENCES, resourceId],
    queryFn: ({ signal }) => lyceum.outOfOffice.list({ ...asked, from: new Date().toISOString() }, { signal }),
  });
}

export function useNewAbsence() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (absence: NewOutOfOffice) => lyceum.outOfOffice.create(absence),
    onSuccess: refresh,
  });
}

export function useAbsenceRemoval() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ id, version }: OutOfOffice) => lyceum.outOfOffice.delete(id, { ifMatch: version }),
    // Also when it failed: mostly it is another one by now, or gone.
    onSettled: refresh,
  });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ABSENCES });
}
