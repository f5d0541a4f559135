import type { Webhook, WebhookDeliveryStatus } from '@lyceum/sdk';
import { StateBadge, type Tone } from '../shell/state-badge.tsx';
import { useText } from '../texts/use-text.ts';

export function WebhookState({ webhook: { isActive, failingSince } }: { readonly webhook: Webhook }) {
  const text = useText();
  if (!isActive) return <StateBadge tone="off">{text('webhooks.state.off')}</StateBadge>;
  if (failingSince !== null) return <StateBadge tone="bad">{text('webhooks.state.failing')}</StateBadge>;
  return <StateBadge tone="good">{text('webhooks.state.on')}</StateBadge>;
}

const TONES: Readonly<Record<WebhookDeliveryStatus, Tone>> = {
  pending: 'waiting',
  sending: 'waiting',
  delivered: 'good',
  failed: 'bad',
  dropped: 'off',
};

export function DeliveryState({ status }: { readonly status: WebhookDeliveryStatus }) {
  const text = useText();
  return <StateBadge tone={TONES[status]}>{text(`deliveries.status.${status}`)}</StateBadge>;
}
