import type { Notification } from '@lyceum/sdk';
import type { LinkProps } from '@tanstack/react-router';

const OF_SERIES = /^SERIES_/;
const OF_MEETINGS = /^MEETING_/;
const OF_ACCOUNT = /^(ACCOUNT_|EMAIL_|PASSWORD_|SECURITY_|WELCOME$)/;

/** @returns where to see what it is about; null when no page shows that */
export function placeOf({ type, metadata }: Notification): Pick<LinkProps, 'to' | 'params' | 'search'> | null {
  const { bookingId, offeringId, organizationId: id, weekNumber: week } = metadata;
  if (type === 'ORG_JOIN_REQUESTED' && typeof id === 'string')
    return { to: '/organizations/$id/requests', params: { id } };
  if (type === 'ORG_JOIN_ANSWERED') return { to: '/join' };
  if ((type === 'LOG_DUE' || type === 'LOG_RETURNED') && typeof offeringId === 'string' && typeof week === 'number')
    return { to: '/logs/$offeringId', params: { offeringId }, search: { week } };
  if (typeof bookingId === 'string') return { to: '/bookings/$id', params: { id: bookingId } };
  if (type === 'LOG_MISSING' || type === 'LOG_SUBMITTED') return { to: '/courses/board' };
  if (OF_MEETINGS.test(type) && typeof offeringId === 'string')
    return { to: '/courses/$offeringId', params: { offeringId } };
  if (OF_SERIES.test(type)) return { to: '/bookings' };
  return OF_ACCOUNT.test(type) ? { to: '/profile' } : null;
}
