import type { User } from '@lyceum/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { session } from '../session/session.ts';

const KEY = ['me'] as const;

/** Fetched at each visit, and not in between: `If-Match` is the version that somebody saw when they began to type. */
export function useMe() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => lyceum.users.getMe({ signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
}

/**
 * A change of whoever is signed in: its answer is what the pages then show. One begins after the other.
 * @param change of what the one before has made of them
 */
export function useMeChange<Given>(me: User, change: (given: Given, present: User) => PromiseLike<User>) {
  const queries = useQueryClient();
  return useMutation({
    scope: { id: 'me' },
    mutationFn: async (given: Given) => change(given, queries.getQueryData<User>(KEY) ?? me),
    onSuccess: (changed) => {
      queries.setQueryData(KEY, changed);
      session.know(changed);
    },
  });
}
