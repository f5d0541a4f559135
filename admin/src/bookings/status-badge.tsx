import type { BookingStatus } from '@lyceum/sdk';
import { Badge } from '@mantine/core';
import { useText } from '../texts/use-text.ts';

const COLORS: Readonly<Record<BookingStatus, string>> = {
  pending: 'yellow.3',
  confirmed: 'teal.9',
  cancelled: 'gray.7',
  declined: 'red.9',
};

export function StatusBadge({ status }: { readonly status: BookingStatus }) {
  const text = useText();
  return (
    <Badge color={COLORS[status]} tt="none" h="auto" py={2} styles={{ label: { whiteSpace: 'normal' } }}>
      {text(`bookings.status.${status}`)}
    </Badge>
  );
}
