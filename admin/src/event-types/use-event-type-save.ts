import type { EventType } from '@lyceum/sdk';
import { useMutation, useQueryClient } from '@tanstack/react-query';

export const eventTypeKey = (id: string) => ['event-types', 'one', id] as const;

export const fairnessKey = (id: string) => ['event-types', 'fairness', id] as const;

/** Makes or changes an event type: the answer is what its page then shows, and the list is asked for anew. */
export function useEventTypeSave<Given>(save: (given: Given) => PromiseLike<EventType>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (given: Given) => save(given),
    onSuccess: async (eventType) => {
      queries.setQueryData(eventTypeKey(eventType.id), eventType);
      await Promise.all(
        [['event-types', 'list'], fairnessKey(eventType.id)].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    },
    // Mostly somebody was faster: what is saved now is there to be looked at.
    onError: () => queries.invalidateQueries({ queryKey: ['event-types', 'one'] }),
  });
}
