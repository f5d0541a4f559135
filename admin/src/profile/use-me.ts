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

/** A change of whoever is signed in: its answer is what the pages then show. */
export function useMeChange<Given>(change: (given: Given) => PromiseLike<User>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (given: Given) => change(given),
    onSuccess: (me) => {
      queries.setQueryData(KEY, me);
      session.know(me);
    },
  });
}
