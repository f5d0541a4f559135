import { TOPICS, topicsOf } from '../../admin/src/live/topics.js';
import { NOTIFICATION_TYPES } from '../../src/modules/messages/notifications/notification-type.js';

describe('what a notification makes pages of the dashboard ask for anew', () => {
  it.each([
    ['BOOKING_CONFIRMED', 'bookings'],
    ['SERIES_CHANGED', 'bookings'],
    ['MEETING_CANCELLED', 'courses'],
    ['ORG_JOIN_REQUESTED', 'organizations'],
    ['SESSION_SHARED', 'rooms'],
    ['WAITLIST_OFFER', 'waitlists'],
  ])('%s: notifications, and %s', (type, topic) => {
    expect(topicsOf(type)).toEqual(['notifications', topic]);
  });

  it('is nothing of which no notification tells', () => {
    expect(new Set(NOTIFICATION_TYPES.flatMap((type) => topicsOf(type)))).toEqual(new Set(Object.keys(TOPICS)));
  });
});
