import type { LoginSession } from '@lyceum/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';

export const DEVICES = ['devices'] as const;
const MOST = 100;

/** Where whoever is signed in is signed in, the last used first. */
export function useDevices() {
  return useQuery({
    queryKey: DEVICES,
    queryFn: ({ signal }) => lyceum.loginSessions.list({ limit: MOST }, { signal }),
  });
}

export function useDeviceEnd() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ id }: LoginSession) => lyceum.loginSessions.delete(id),
    // Also when it failed: mostly it has ended by itself.
    onSettled: refresh,
  });
}

export function useOtherDevicesEnd() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: async () => lyceum.loginSessions.deleteOthers(), onSettled: refresh });
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: DEVICES });
}
