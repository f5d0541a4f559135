import { declaredMessages } from '../../../../kernel/message.js';
import { BOOKING_REMINDER_DUE } from '../../../scheduling/bookings/bookings.events.js';
import { WEBHOOK_CHANGES } from './webhook-change.dto.js';
import { changeOf, findWebhookEvent, WEBHOOK_EVENTS } from './webhook-catalogue.js';

/** As `@ApiProperty` and the compiler's plugin note them. */
function membersOf(event: string): string[] {
  const type = WEBHOOK_CHANGES.get(event)!;
  const noted = Reflect.getMetadata('swagger/apiModelPropertiesArray', type.prototype as object) as
    string[] | undefined;
  return (noted ?? []).map((member) => member.slice(1)).sort();
}

describe('the catalogue of webhooks', () => {
  it('has everything that happens to bookings', () => {
    const declared = declaredMessages()
      .filter(({ kind, name }) => kind === 'event' && name.startsWith('booking.'))
      .map(({ name }) => name)
      .filter((name) => name !== BOOKING_REMINDER_DUE.name);
    const offered = WEBHOOK_EVENTS.filter(({ subject }) => subject === 'booking').map(({ name }) => name);
    expect(offered.sort()).toEqual(declared);
  });

  it('describes each change that it shows, with the members that it has', () => {
    const shown = WEBHOOK_EVENTS.filter((event) => event.shown.length > 0);

    expect(shown.map(({ name }) => name).sort()).toEqual([...WEBHOOK_CHANGES.keys()].sort());
    for (const event of shown)
      expect([event.name, membersOf(event.name)]).toEqual([event.name, event.shown.toSorted()]);
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
