import type { WebhookAttempt, WebhookDeliveryDetails } from '@lyceum/sdk';
import { Code, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { TextLink } from '../shell/links.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { isUnderWay, LOOK_AGAIN_MS } from './deliveries.tsx';
import { SendButton } from './send-button.tsx';
import { WEBHOOKS } from './use-webhooks.ts';
import { DeliveryState } from './webhook-state.tsx';

const route = getRouteApi('/organizations/$id/webhooks/$webhookId/deliveries/$deliveryId');

/** One message: what was sent, and what came of each attempt. */
export function DeliveryPage() {
  const params = route.useParams();
  return (
    <OrganizationFrame id={params.id} title="delivery.title">
      {() => <Shown {...params} />}
    </OrganizationFrame>
  );
}

interface Params {
  readonly id: string;
  readonly webhookId: string;
  readonly deliveryId: string;
}

function Shown({ id, webhookId, deliveryId }: Params) {
  const text = useText();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...WEBHOOKS, 'delivery', deliveryId],
    queryFn: ({ signal }) => lyceum.webhookDeliveries.get(deliveryId, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? LOOK_AGAIN_MS : false),
  });
  return (
    <>
      <TextLink to="/organizations/$id/webhooks/$webhookId" params={{ id, webhookId }}>
        {text('delivery.back')}
      </TextLink>
      {isPending && <Loader aria-label={text('app.loading')} role="status" />}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <Delivery delivery={data} />}
    </>
  );
}

function Delivery({ delivery }: { readonly delivery: WebhookDeliveryDetails }) {
  const text = useText();
  const { moment } = useTimes();
  const done = useDone();
  const { id, event, status, createdAt, nextAttemptAt, payload, attempts } = delivery;
  const isOver = status !== 'pending' && status !== 'sending';
  return (
    <>
      {done.message}
      <Stack gap={4} align="flex-start" style={{ overflowWrap: 'anywhere' }}>
        <Text fw={600}>{event}</Text>
        <Text size="sm">{moment(createdAt)}</Text>
        <DeliveryState status={status} />
        {nextAttemptAt !== null && <Text>{text('delivery.next', { moment: moment(nextAttemptAt) })}</Text>}
      </Stack>
      {isOver && (
        <Group>
          <SendButton
            label={text('delivery.again')}
            send={() => lyceum.webhookDeliveries.redeliver(id)}
            onDone={() => done.say(text('delivery.sentAgain'))}
          />
        </Group>
      )}
      <Stack gap="xs" component="section" aria-label={text('delivery.payload')}>
        <Title order={2} size="h4">
          {text('delivery.payload')}
        </Title>
        <Code block>{JSON.stringify(payload, null, 2)}</Code>
      </Stack>
      <Stack gap="xs" component="section" aria-label={text('deliveries.attempts')}>
        <Title order={2} size="h4">
          {text('deliveries.attempts')}
        </Title>
        {attempts.length === 0 && <Text>{text('delivery.noAttempt')}</Text>}
        {attempts.map((attempt) => (
          <Attempt key={attempt.number} attempt={attempt} />
        ))}
      </Stack>
    </>
  );
}

function Attempt({ attempt }: { readonly attempt: WebhookAttempt }) {
  const text = useText();
  const { moment } = useTimes();
  const { number, startedAt, durationMs, request, response, error } = attempt;
  return (
    <Paper withBorder p="sm" style={{ overflowWrap: 'anywhere' }}>
      <Text fw={600}>{text('delivery.attempt', { number, moment: moment(startedAt) })}</Text>
      <Text size="sm">{text('delivery.took', { url: request.url, milliseconds: durationMs })}</Text>
      {error && <Text lang="en">{error.message}</Text>}
      {response && <Text>{text('delivery.answered', { status: response.status })}</Text>}
      {response && response.body !== '' && <Code block>{response.body}</Code>}
      {response?.isCut && <Text size="sm">{text('delivery.cut')}</Text>}
    </Paper>
  );
}
