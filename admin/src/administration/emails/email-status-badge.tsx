import type { EmailStatus } from '@lyceum/sdk';
import { useText } from '../../texts/use-text.ts';
import { StateBadge } from '../../shell/state-badge.tsx';

const TONES = {
  sent: 'good',
  failed: 'bad',
  bounced: 'bad',
  held: 'off',
  queued: 'off',
  sending: 'off',
} as const;

export function EmailStatusBadge({ status }: { readonly status: EmailStatus }) {
  const text = useText();
  return <StateBadge tone={TONES[status]}>{text(`admin.email.status.${status}`)}</StateBadge>;
}
