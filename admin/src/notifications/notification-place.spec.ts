import type { Notification } from '@lyceum/sdk';
import { placeOf } from './notification-place.ts';

const about = (type: Notification['type'], metadata: Notification['metadata'] = {}) =>
  placeOf({ type, metadata } as Notification);

it.each<[Notification['type'], Notification['metadata'], unknown]>([
  ['BOOKING_REQUESTED', { bookingId: 'b' }, { to: '/bookings/$id', params: { id: 'b' } }],
  ['EVENT_TYPE_HOST_ADDED', { eventTypeId: 't' }, { to: '/event-types/$id', params: { id: 't' } }],
  ['EVENT_TYPE_HOST_REMOVED', { eventTypeId: 't' }, null],
  ['ORG_INVITE', { organizationId: 'o' }, { to: '/organizations' }],
  ['ORG_ROLE_CHANGED', { organizationId: 'o' }, { to: '/organizations/$id/members', params: { id: 'o' } }],
  ['ORG_INVITE_DECLINED', { organizationId: 'o' }, { to: '/organizations/$id/members', params: { id: 'o' } }],
  ['ORG_MEMBER_LEFT', { organizationId: 'o' }, { to: '/organizations/$id/members', params: { id: 'o' } }],
  ['ORG_PAGE_REMOVED', { organizationId: 'o' }, { to: '/organizations/$id', params: { id: 'o' } }],
  ['ORG_MEMBER_REMOVED', { organizationId: 'o' }, null],
  ['ORG_DELETED', { organizationId: 'o' }, null],
  ['WAITLIST_OFFER', {}, { to: '/waitlist' }],
  ['API_KEY_EXPIRING', {}, { to: '/keys' }],
  ['EXTERNAL_CALENDAR_FAILED', {}, { to: '/calendars' }],
  ['PASSWORD_CHANGED', {}, { to: '/profile' }],
  ['ACCOUNT_CHANGED', {}, { to: '/profile' }],
])('a notification of %s leads to where one sees or answers it', (type, metadata, place) => {
  expect(about(type, metadata)).toEqual(place);
});
