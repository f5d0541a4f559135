import type { NewWebhook, Webhook, WebhookEventChoice } from '@lyceum/sdk';
import { Fieldset, Loader, Stack } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { textIn, textOrNull } from '../shell/form-values.ts';
import { useText } from '../texts/use-text.ts';
import { useCatalogue } from './use-webhooks.ts';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { FaultOf } from '../shell/fields/fault-of.tsx';

const LONGEST_ADDRESS = 2_048;
const LONGEST_DESCRIPTION = 200;

/** Which is sent to try, whatever was chosen. */
const TEST = 'webhook.test';

/** Where a webhook leads, and what it is told of. */
export function WebhookFields({ webhook }: { readonly webhook?: Webhook }) {
  const text = useText();
  const chosen: readonly WebhookEventChoice[] = webhook?.events ?? ['*'];
  const [isAll, setIsAll] = useState(chosen.includes('*'));
  return (
    <>
      <TextInput
        name="url"
        type="url"
        label={text('webhooks.url')}
        placeholder="https://"
        maxLength={LONGEST_ADDRESS}
        defaultValue={webhook?.url ?? ''}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        name="description"
        label={text('booking.description')}
        maxLength={LONGEST_DESCRIPTION}
        defaultValue={webhook?.description ?? ''}
      />
      <Fieldset legend={text('webhooks.events')}>
        <Stack gap="xs">
          <Checkbox
            name="events"
            value="*"
            label={text('webhooks.events.all')}
            checked={isAll}
            onChange={({ currentTarget: { checked } }) => setIsAll(checked)}
          />
          <Events chosen={chosen} isDisabled={isAll} />
          <FaultOf name="events" />
        </Stack>
      </Fieldset>
      <Checkbox name="isActive" label={text('webhooks.isActive')} defaultChecked={webhook?.isActive ?? true} />
    </>
  );
}

interface EventsProps {
  readonly chosen: readonly WebhookEventChoice[];
  readonly isDisabled: boolean;
}

/** One by one, in the server's own words. */
function Events({ chosen, isDisabled }: EventsProps) {
  const text = useText();
  const { data, error, isPending, refetch } = useCatalogue();
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  return data.eventTypes.map(({ type, description }) =>
    type === TEST ? null : (
      <Checkbox
        key={type}
        name="events"
        value={type}
        label={type}
        description={<span lang="en">{description}</span>}
        defaultChecked={chosen.includes(type)}
        disabled={isDisabled}
      />
    ),
  );
}

export function valuesOf(given: FormData): Omit<NewWebhook, 'organizationId'> {
  return {
    url: textIn(given, 'url'),
    description: textOrNull(given, 'description'),
    events: given.getAll('events') as WebhookEventChoice[],
    isActive: given.has('isActive'),
  };
}
