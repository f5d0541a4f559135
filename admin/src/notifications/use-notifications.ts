import type { Notification } from '@lyceum/sdk';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import type { NotificationSearch } from './notification-search.ts';

const KEY = ['notifications'] as const;
const LIST = [...KEY, 'list'] as const;
const COUNT = [...KEY, 'count'] as const;

interface Shown {
  readonly items: readonly Notification[];
  /** Where the list goes on. */
  readonly next: string | null;
}

export function useNotifications({ show, cursor }: NotificationSearch) {
  return useQuery({
    queryKey: [...LIST, show, cursor],
    queryFn: async ({ signal }): Promise<Shown> => {
      const isRead = show === 'unread' ? false : undefined;
      const { data, meta } = await lyceum.notifications.list({ isRead, cursor }, { signal });
      return { items: data, next: meta.nextCursor };
    },
    placeholderData: keepPreviousData,
  });
}

/** @returns 0 as long as it is not known */
export function useUnreadCount(): number {
  const { data } = useQuery({
    queryKey: COUNT,
    queryFn: ({ signal }) => lyceum.notifications.getCount({ signal }),
  });
  return data?.unread ?? 0;
}

/** Updates cached pages in place, so that nothing moves under the eyes of its reader. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => lyceum.notifications.markRead(id),
    onSuccess: async (read) => {
      queries.setQueriesData({ queryKey: LIST }, (shown: Shown | undefined) =>
        shown ? { ...shown, items: shown.items.map((item) => (item.id === read.id ? read : item)) } : undefined,
      );
      await queries.invalidateQueries({ queryKey: COUNT });
    },
  });
}

export function useMarkAllRead() {
  const queries = useQueryClient();
  return useMutation({
    /** @param newest that was shown: what came later, nobody has seen */
    mutationFn: async (newest: string | undefined) =>
      lyceum.notifications.markAllRead(newest === undefined ? {} : { before: newest }),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
