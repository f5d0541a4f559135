import type { BookingStatus } from '@lyceum/sdk';
import { StateBadge, type Tone } from '../shell/state-badge.tsx';
import { useText } from '../texts/use-text.ts';

const TONES: Readonly<Record<BookingStatus, Tone>> = {
  pending: 'waiting',
  confirmed: 'good',
  cancelled: 'off',
  declined: 'bad',
};

export function StatusBadge({ status }: { readonly status: BookingStatus }) {
  const text = useText();
  return <StateBadge tone={TONES[status]}>{text(`bookings.status.${status}`)}</StateBadge>;
}
