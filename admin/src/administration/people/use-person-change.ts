import type { ChangeUser, User } from '@lyceum/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';

export const personKey = (id: string) => ['administration', 'people', 'one', id] as const;

/** Changes an account as it is shown: what somebody else changed meanwhile is not overwritten. */
export function usePersonChange({ id, version }: User) {
  return usePersonAction(id, (changes: ChangeUser) => lyceum.users.update(id, changes, { ifMatch: version }));
}

/** @param act answers the person as they are then */
export function usePersonAction<Given>(id: string, act: (given: Given) => PromiseLike<User>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (given: Given) => act(given),
    onSuccess: async (person) => {
      queries.setQueryData(personKey(id), person);
      await queries.invalidateQueries({ queryKey: ['administration', 'people', 'list'] });
    },
    // Mostly somebody was faster: the page shows what is so now.
    onError: () => queries.invalidateQueries({ queryKey: ['administration', 'people'] }),
  });
}
