import type { Notification } from '@lyceum/sdk';
import type { LinkProps } from '@tanstack/react-router';

const OF_SERIES = /^SERIES_/;
const OF_ACCOUNT = /^(ACCOUNT_|EMAIL_|PASSWORD_|SECURITY_|WELCOME$)/;

/** @returns where to see what it is about; null when no page shows that */
export function placeOf({ type, metadata }: Notification): Pick<LinkProps, 'to' | 'params'> | null {
  const { bookingId } = metadata;
  if (typeof bookingId === 'string') return { to: '/bookings/$id', params: { id: bookingId } };
  if (OF_SERIES.test(type)) return { to: '/bookings' };
  return OF_ACCOUNT.test(type) ? { to: '/profile' } : null;
}
