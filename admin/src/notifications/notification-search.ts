import { only } from '../shell/search-params.ts';

/** What is shown, as the address of the page says it; all of them by itself. */
export interface NotificationSearch {
  readonly show?: 'unread';
  readonly cursor?: string;
}

export function readNotificationSearch({ show, cursor }: Readonly<Record<string, unknown>>): NotificationSearch {
  return {
    ...only('show', show === 'unread' ? show : undefined),
    ...only('cursor', typeof cursor === 'string' ? cursor : undefined),
  };
}
