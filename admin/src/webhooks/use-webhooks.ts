import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';

/** Of everything that is shown of webhooks and their deliveries. */
export const WEBHOOKS = ['webhooks'] as const;

export function useWebhook(id: string) {
  return useQuery({
    queryKey: [...WEBHOOKS, 'one', id],
    queryFn: ({ signal }) => lyceum.webhooks.get(id, { signal }),
  });
}

/** What webhooks can be told of, which changes with releases only. */
export function useCatalogue() {
  return useQuery({
    queryKey: ['webhook-events'],
    queryFn: ({ signal }) => lyceum.webhooks.listEventTypes({ signal }),
    staleTime: Infinity,
  });
}
