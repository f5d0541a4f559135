import { readFileSync } from 'node:fs';
import { declaredMessages } from '../../../../kernel/message.js';
import { BOOKING_REMINDER_DUE } from '../../../scheduling/bookings/bookings.events.js';
import { changeOf, DELIVERED_EVENTS, findWebhookEvent, WEBHOOK_EVENTS } from './webhook-catalogue.js';
import { messageSchemaName } from './webhook-event-types.js';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema & { readonly $ref?: string }>>;
}

const { webhooks, components } = JSON.parse(readFileSync('openapi/openapi.json', 'utf8')) as {
  readonly webhooks: Readonly<Record<string, object>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** Of the `change` that the document has for a message of this event. */
function documentedMembers(event: string): string[] {
  const message = components.schemas[messageSchemaName(event)];
  const change = message?.properties?.['data']?.properties?.['change']?.$ref ?? '';
  return Object.keys(components.schemas[change.split('/').at(-1) ?? '']?.properties ?? {}).sort();
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

  it('has everything that happens to courses, but for what they are made of and how they are set up', () => {
    const declared = declaredMessages()
      .filter(({ kind, name }) => kind === 'event' && /^(course|activity_log)\./.test(name))
      .map(({ name }) => name);
    const offered = WEBHOOK_EVENTS.filter(({ subject }) => subject === 'course').map(({ name }) => name);
    expect(declared.filter((name) => !offered.includes(name)).sort()).toEqual([
      ...['course.log_deadline_changed', 'course.profile_changed', 'course.settings_changed'],
      'course.structure_changed',
    ]);
  });

  it('is that of the document, each change with the members that it has', () => {
    expect(Object.keys(webhooks).sort()).toEqual([...DELIVERED_EVENTS].sort());
    for (const { name, shown } of WEBHOOK_EVENTS)
      expect([name, documentedMembers(name)]).toEqual([name, [...shown].sort()]);
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
