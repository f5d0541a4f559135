import type { Notification } from '@lyceum/sdk';
import type { LinkProps } from '@tanstack/react-router';

const OF_SERIES = /^SERIES_/;
const OF_WAITLISTS = /^WAITLIST_/;
const OF_KEYS = /^API_KEY_/;
/** What changed among those who still belong to it. */
const OF_MEMBERS = /^ORG_(INVITE_ACCEPTED|INVITE_DECLINED|MEMBER_LEFT|OWNERSHIP_TRANSFERRED|RENAMED|ROLE_CHANGED)$/;
const OF_MEETINGS = /^MEETING_/;
const OF_ACCOUNT = /^(ACCOUNT_|EMAIL_|PASSWORD_|SECURITY_|WELCOME$)/;

/** @returns where to see what it is about; null when no page shows that */
export function placeOf({ type, metadata }: Notification): Pick<LinkProps, 'to' | 'params' | 'search'> | null {
  const { bookingId, eventTypeId, offeringId, organizationId: id, weekNumber: week } = metadata;
  if (type === 'ORG_JOIN_REQUESTED' && typeof id === 'string')
    return { to: '/organizations/$id/requests', params: { id } };
  if (type === 'ORG_JOIN_ANSWERED') return { to: '/join' };
  if (type === 'ORG_INVITE') return { to: '/organizations' };
  if (type === 'ORG_PAGE_REMOVED' && typeof id === 'string') return { to: '/organizations/$id', params: { id } };
  if (OF_MEMBERS.test(type) && typeof id === 'string') return { to: '/organizations/$id/members', params: { id } };
  if ((type === 'LOG_DUE' || type === 'LOG_RETURNED') && typeof offeringId === 'string' && typeof week === 'number')
    return { to: '/logs/$offeringId', params: { offeringId }, search: { week } };
  if (type === 'EVENT_TYPE_HOST_ADDED' && typeof eventTypeId === 'string')
    return { to: '/event-types/$id', params: { id: eventTypeId } };
  if (typeof bookingId === 'string') return { to: '/bookings/$id', params: { id: bookingId } };
  if (type === 'LOG_MISSING' || type === 'LOG_SUBMITTED') return { to: '/courses/board' };
  if (OF_MEETINGS.test(type) && typeof offeringId === 'string')
    return { to: '/courses/$offeringId', params: { offeringId } };
  if (OF_SERIES.test(type)) return { to: '/bookings' };
  if (OF_WAITLISTS.test(type)) return { to: '/waitlist' };
  if (OF_KEYS.test(type)) return { to: '/keys' };
  if (type === 'EXTERNAL_CALENDAR_FAILED') return { to: '/calendars' };
  return OF_ACCOUNT.test(type) ? { to: '/profile' } : null;
}
