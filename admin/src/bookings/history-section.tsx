import type { Booking } from '@lyceum/sdk';
import { Button, Group, List, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';

const PAGE = 20;

/** Who did what with it, and when, for those who want to know. */
export function HistorySection({ booking }: { readonly booking: Booking }) {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title={text('booking.history')}>
      {isOpen ? (
        <Entries booking={booking} />
      ) : (
        <Group>
          <Button variant="default" onClick={() => setIsOpen(true)}>
            {text('booking.history.show')}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function Entries({ booking: { id, version } }: { readonly booking: Booking }) {
  const text = useText();
  const times = useTimes();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['bookings', 'history', id, version],
    queryFn: ({ signal, pageParam }) =>
      lyceum.bookings.listHistory(id, { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ meta }) => meta.nextCursor,
  });
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  const entries = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div role="status">
      <List>
        {entries.map(({ id: entryId, action, actor, at, reason }) => (
          <List.Item key={entryId} style={{ overflowWrap: 'anywhere' }}>
            {text(`booking.history.${action}`, { name: actor?.name ?? text('booking.history.guest') })}
            <Text size="sm" c="dimmed">
              {times.moment(at)}
            </Text>
            {reason !== null && <Text size="sm">{reason}</Text>}
          </List.Item>
        ))}
      </List>
      {hasNextPage && (
        <Button variant="default" size="xs" onClick={() => void fetchNextPage()}>
          {text('booking.history.more')}
        </Button>
      )}
    </div>
  );
}
