import { Alert, Group, Loader, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { ButtonLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useText } from '../texts/use-text.ts';
import { NotificationItem } from './notification-item.tsx';
import { type NotificationSearch, readNotificationSearch } from './notification-search.ts';
import { useMarkAllRead, useMarkRead, useNotifications, useUnreadCount } from './use-notifications.ts';

const route = getRouteApi('/notifications');

/** What happened to whoever is signed in: what is unread first, then the newest. */
export function NotificationsPage() {
  const text = useText();
  const search = readNotificationSearch(route.useSearch());
  const unread = useUnreadCount();
  const { data: page, error, isPending, refetch } = useNotifications(search);
  const markRead = useMarkRead();
  const markAllRead = useMarkAllRead();
  // The first page begins with it; whoever has gone on has seen that.
  const newest = search.cursor === undefined ? page?.items[0]?.createdAt : undefined;
  const failed = [markRead, markAllRead].find(({ isError }) => isError);
  return (
    <Page title={text('notifications.title')}>
      <Group justify="space-between">
        <Shown search={search} />
        <SteadyButton
          variant="default"
          isOff={markAllRead.isPending || unread === 0}
          onClick={() => markAllRead.mutate(newest)}
        >
          {text('notifications.readAll')}
        </SteadyButton>
      </Group>
      <div role="status">
        {markAllRead.isSuccess && (
          <Alert color="green">{text('notifications.marked', { count: markAllRead.data.updated })}</Alert>
        )}
      </div>
      {failed && <ProblemAlert error={failed.error} />}
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : page.items.length === 0 ? (
        <Text role="status">{text(search.show === 'unread' ? 'notifications.noneUnread' : 'notifications.empty')}</Text>
      ) : (
        <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {page.items.map((notification) => (
            <NotificationItem
              key={notification.id}
              notification={notification}
              isBusy={markRead.isPending && markRead.variables === notification.id}
              onRead={(then) => markRead.mutate(notification.id, then && { onSuccess: then })}
            />
          ))}
        </Stack>
      )}
      <Places search={search} next={page?.next ?? null} />
    </Page>
  );
}

function Shown({ search: { show } }: { readonly search: NotificationSearch }) {
  const text = useText();
  const one = (value: NotificationSearch['show'], label: string) => (
    <ButtonLink
      to="/notifications"
      search={value === undefined ? {} : { show: value }}
      variant={value === show ? 'filled' : 'default'}
      aria-current={value === show ? 'true' : undefined}
    >
      {label}
    </ButtonLink>
  );
  return (
    <Group gap="xs" component="nav" aria-label={text('bookings.filters')}>
      {one(undefined, text('notifications.all'))}
      {one('unread', text('notifications.unread'))}
    </Group>
  );
}

/** Where the list goes on; the browser's own button goes back. */
function Places({ search, next }: { readonly search: NotificationSearch; readonly next: string | null }) {
  const text = useText();
  const { cursor, ...first } = search;
  if (cursor === undefined && next === null) return null;
  return (
    <Group justify="flex-end">
      {cursor !== undefined && (
        <ButtonLink to="/notifications" search={first} variant="default">
          {text('bookings.first')}
        </ButtonLink>
      )}
      {next !== null && (
        <ButtonLink to="/notifications" search={{ ...first, cursor: next }} variant="default">
          {text('bookings.next')}
        </ButtonLink>
      )}
    </Group>
  );
}
