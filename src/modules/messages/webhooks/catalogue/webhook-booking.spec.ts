import type { BookingAttendeeView, BookingView } from '../../../scheduling/bookings/bookings.api.js';
import { toWebhookBooking } from './webhook-booking.js';
import { composeMessage } from './webhook-message.js';

const grace: BookingAttendeeView = {
  id: 'a1',
  userId: 'u2',
  email: 'grace@example.org',
  name: 'Grace Hopper',
  status: 'accepted',
  role: 'attendee',
  isAbsent: null,
};

const booking: BookingView = {
  cancelReason: null,
  cancelledAt: null,
  updatedAt: '2027-01-29T14:12:05.123Z',
  createdAt: '2027-01-28T08:00:00.000Z',
  version: 3,
  manageUrl: 'https://example.org/manage/secret',
  metadata: { ticket: 'T-42' },
  recurrenceId: '20270131T100000',
  seriesId: 's1',
  answers: { topic: 'Recursion' },
  notes: 'I come by wheelchair.',
  session: { id: 'm1', url: '/rooms/m1', opensAt: '2027-01-31T08:50:00.000Z' },
  bookableIds: ['r1'],
  seats: 2,
  seatingId: null,
  eventTypeId: 'e1',
  organizationId: 'o1',
  attendees: [grace, { ...grace, id: 'a2', userId: null, role: 'booker', isAbsent: true }],
  organizer: { id: 'u1', name: 'Ada Lovelace' },
  location: 'Room 5',
  status: 'confirmed',
  timeZone: 'Europe/Paris',
  end: '2027-01-31T10:00:00.000Z',
  start: '2027-01-31T09:00:00.000Z',
  description: null,
  title: 'Mentoring',
  id: 'b1',
};

/** As it was sent when the first receivers were written. Do not change it: add a version. */
const SENT =
  '{"type":"booking.confirmed","timestamp":"2027-01-29T14:12:05.123Z","data":{"version":1,"sequence":2,"booking":' +
  '{"id":"b1","title":"Mentoring","description":null,"start":"2027-01-31T09:00:00.000Z",' +
  '"end":"2027-01-31T10:00:00.000Z","timeZone":"Europe/Paris","status":"confirmed","location":"Room 5",' +
  '"organizer":{"id":"u1","name":"Ada Lovelace"},"attendees":[' +
  '{"id":"a1","userId":"u2","email":"grace@example.org","name":"Grace Hopper","status":"accepted","role":"attendee","isAbsent":null},' +
  '{"id":"a2","email":"grace@example.org","name":"Grace Hopper","status":"accepted","role":"booker","isAbsent":true}],' +
  '"organizationId":"o1","eventTypeId":"e1","seatingId":null,"seats":2,"bookableIds":["r1"],' +
  '"answers":{"topic":"Recursion"},"seriesId":"s1","recurrenceId":"20270131T100000","metadata":{"ticket":"T-42"},' +
  '"manageUrl":null,"version":3,"createdAt":"2027-01-28T08:00:00.000Z","updatedAt":"2027-01-29T14:12:05.123Z",' +
  '"cancelledAt":null,"cancelReason":null},"change":{}}}';

describe('a booking in a webhook', () => {
  const bodyOf = (seen: BookingView) =>
    composeMessage({
      id: 'm1',
      event: 'booking.confirmed',
      at: new Date('2027-01-29T14:12:05.123Z'),
      sequence: 2,
      people: [],
      data: { version: 1, sequence: 2, booking: toWebhookBooking(seen), change: {} },
    }).body;

  it('is sent byte by byte as receivers know it, in whatever order it comes and whatever secret it has', () => {
    expect(bodyOf(booking)).toBe(SENT);
  });

  it('does not get what a booking is told of besides', () => {
    const more = { ...booking, room: 'Aula', organizer: { ...booking.organizer, email: 'ada@example.org' } };
    expect(bodyOf({ ...more, attendees: booking.attendees.map((one) => ({ ...one, phone: '+33' })) })).toBe(SENT);
  });
});
