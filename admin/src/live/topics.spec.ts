import { NOTIFICATION_TYPES } from '../../../src/modules/messages/notifications/notification-type.js';
import { TOPICS, topicsOf } from './topics.ts';

it.each([
  ['BOOKING_CONFIRMED', 'bookings'],
  ['SERIES_CHANGED', 'bookings'],
  ['MEETING_CANCELLED', 'courses'],
  ['ORG_JOIN_REQUESTED', 'organizations'],
  ['SESSION_SHARED', 'rooms'],
  ['WAITLIST_OFFER', 'waitlists'],
])('%s is about %s, and a notification', (type, topic) => {
  expect(topicsOf(type)).toEqual(['notifications', topic]);
});

it('each topic is told of by some notification', () => {
  expect(new Set(NOTIFICATION_TYPES.flatMap(topicsOf))).toEqual(new Set(Object.keys(TOPICS)));
});
