import type { Webhook } from '@lyceum/sdk';
import { Alert, Group, Loader, Stack, Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { OrganizationFrame } from '../organizations/organization-frame.tsx';
import { DialogButton } from '../shell/dialog-button.tsx';
import { TextLink } from '../shell/links.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { SecretNotice } from '../shell/secret-notice.tsx';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { Deliveries } from './deliveries.tsx';
import { SendButton } from './send-button.tsx';
import { useWebhook, WEBHOOKS } from './use-webhooks.ts';
import { valuesOf, WebhookFields } from './webhook-fields.tsx';
import { WebhookState } from './webhook-state.tsx';

const route = getRouteApi('/organizations/$id/webhooks/$webhookId');

/** One webhook: where it leads, whether it works, and what was sent. */
export function WebhookPage() {
  const { id, webhookId } = route.useParams();
  return (
    <OrganizationFrame id={id} title="webhook.title">
      {() => <Shown organizationId={id} webhookId={webhookId} />}
    </OrganizationFrame>
  );
}

function Shown({ organizationId, webhookId }: { readonly organizationId: string; readonly webhookId: string }) {
  const text = useText();
  const { data, error, isPending, refetch } = useWebhook(webhookId);
  return (
    <>
      <TextLink to="/organizations/$id/webhooks" params={{ id: organizationId }}>
        {text('webhooks.back')}
      </TextLink>
      {isPending && <Loader aria-label={text('app.loading')} role="status" />}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {data && <Facts webhook={data} />}
      {data && <Changes organizationId={organizationId} webhook={data} />}
      {data && <Deliveries organizationId={organizationId} webhookId={webhookId} />}
    </>
  );
}

interface Props {
  readonly webhook: Webhook;
}

function Facts({ webhook }: Props) {
  const text = useText();
  const { moment } = useTimes();
  const { url, description, events, disabledReason, failingSince, previousSecretEndsAt } = webhook;
  return (
    <Stack gap={4} align="flex-start" style={{ overflowWrap: 'anywhere' }}>
      <Text fw={600}>{url}</Text>
      {description !== null && <Text>{description}</Text>}
      <Text size="sm">{events.includes('*') ? text('webhooks.events.all') : events.join(', ')}</Text>
      <WebhookState webhook={webhook} />
      {disabledReason !== null && <Text>{text(`webhooks.disabled.${disabledReason}`)}</Text>}
      {failingSince !== null && <Text>{text('webhooks.failingSince', { moment: moment(failingSince) })}</Text>}
      {previousSecretEndsAt !== null && (
        <Text>{text('webhooks.previousSecret', { moment: moment(previousSecretEndsAt) })}</Text>
      )}
    </Stack>
  );
}

function Changes({ organizationId, webhook }: Props & { readonly organizationId: string }) {
  const text = useText();
  const navigate = useNavigate();
  const done = useDone();
  const [secret, setSecret] = useState<string | null>(null);
  const { id, version } = webhook;
  return (
    <>
      {done.message}
      {secret !== null && (
        <SecretNotice title={text('webhooks.secret.title')} hint={text('webhooks.secret.text')} secret={secret} />
      )}
      <Group>
        <SendButton
          label={text('webhooks.test')}
          send={() => lyceum.webhooks.test(id)}
          onDone={() => done.say(text('webhooks.tested'))}
        />
        <DialogButton
          label={text('bookables.edit')}
          title={text('webhooks.edit.title')}
          submit={text('eventTypes.save')}
          action={(given) => lyceum.webhooks.update(id, valuesOf(given), { ifMatch: version })}
          changes={WEBHOOKS}
          onDone={() => done.say(text('eventTypes.saved'))}
        >
          <WebhookFields webhook={webhook} />
        </DialogButton>
        <DialogButton
          label={text('webhooks.rotate')}
          title={text('webhooks.rotate.title')}
          submit={text('webhooks.rotate.submit')}
          action={() => lyceum.webhooks.rotateSecret(id)}
          changes={WEBHOOKS}
          onDone={(rotated) => setSecret(rotated.secret)}
          says={text('webhooks.rotate.text')}
        />
        <DialogButton
          label={text('organization.delete')}
          title={text('webhooks.delete.title')}
          submit={text('organization.delete.submit')}
          isFinal
          action={() => lyceum.webhooks.delete(id)}
          changes={[...WEBHOOKS, 'list']}
          onDone={() => void navigate({ to: '/organizations/$id/webhooks', params: { id: organizationId } })}
          says={text('webhooks.delete.text')}
        />
      </Group>
      {!webhook.isActive && <Alert variant="default">{text('webhooks.paused')}</Alert>}
    </>
  );
}
