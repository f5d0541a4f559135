import type { EventType } from '@lyceum/sdk';
import { List, Loader, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { WhyNot } from './why-not.tsx';

const DAY_MS = 86_400_000;
const DAYS = 14;
const SHOWN = 10;

/** What people are offered now, with what was saved last. */
export function SlotPreview({ eventType }: { readonly eventType: EventType }) {
  const text = useText();
  const times = useTimes();
  const { id, version, isActive } = eventType;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['event-types', 'slots', id, version],
    queryFn: ({ signal }) => {
      const now = Date.now();
      const [from, to] = [now, now + DAYS * DAY_MS].map((time) => new Date(time).toISOString()) as [string, string];
      return lyceum.slots.list({ eventTypeId: id, from, to }, { signal });
    },
    enabled: isActive,
  });
  return (
    <Stack gap="xs" component="section" aria-label={text('eventTypes.preview')}>
      <Title order={2} size="h4">
        {text('eventTypes.preview')}
      </Title>
      {!isActive ? (
        <Text>{text('eventTypes.preview.inactive')}</Text>
      ) : error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={text('app.loading')} role="status" />
      ) : data.data.length === 0 ? (
        <Text>{text('eventTypes.preview.none', { days: DAYS })}</Text>
      ) : (
        <>
          <Text>{text('eventTypes.preview.count', { count: data.data.length, days: DAYS })}</Text>
          <List>
            {data.data.slice(0, SHOWN).map((slot) => (
              <List.Item key={slot.start}>{times.span(slot)}</List.Item>
            ))}
          </List>
        </>
      )}
      <Title order={3} size="h5">
        {text('why.title')}
      </Title>
      <WhyNot eventType={eventType} />
    </Stack>
  );
}
