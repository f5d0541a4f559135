import { declaredMessages } from '../../../../kernel/message.js';
import { BOOKING_REMINDER_DUE } from '../../../scheduling/bookings/bookings.events.js';
import { changeOf, findWebhookEvent, WEBHOOK_EVENTS } from './webhook-catalogue.js';

describe('the catalogue of webhooks', () => {
  it('has everything that happens to bookings', () => {
    const declared = declaredMessages()
      .filter(({ kind, name }) => kind === 'event' && name.startsWith('booking.'))
      .map(({ name }) => name)
      .filter((name) => name !== BOOKING_REMINDER_DUE.name);
    const offered = WEBHOOK_EVENTS.filter(({ subject }) => subject === 'booking').map(({ name }) => name);
    expect(offered.sort()).toEqual(declared);
  });

  it('shows of a message what it says that it shows, and nothing else', () => {
    const removed = findWebhookEvent('booking.attendee_removed')!;
    const payload = {
      bookingId: 'b',
      actorId: 'a',
      attendeeId: 'c',
      userId: null,
      email: 'ada@example.org',
      name: 'Ada',
    };
    expect(changeOf(removed, payload)).toEqual({ attendeeId: 'c' });
  });
});
