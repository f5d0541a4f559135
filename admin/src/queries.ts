import { ProblemError } from '@lyceum/sdk';
import { QueryClient } from '@tanstack/react-query';
import { session } from './session/session.ts';

/** A token that is taken no more is renewed and asked with once again; the client has sent the rest again already. */
function mayAskAgain(failures: number, error: Error): boolean {
  if (failures > 0 || !(error instanceof ProblemError) || error.status !== 401) return false;
  session.distrust();
  return true;
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: mayAskAgain, retryDelay: 0, staleTime: 10_000 },
    // Without a connection it fails and says so; what waited in silence would be done when nobody expects it any more.
    mutations: { retry: mayAskAgain, retryDelay: 0, networkMode: 'always' },
  },
});

let reader: string | null = null;

// What one person has read is not for the next.
session.subscribe(() => {
  const next = session.user?.id ?? null;
  if (next !== reader) queries.clear();
  reader = next;
});
