import type { AttendeeRow, BookingRow } from '../booking/booking-row.js';
import { recurringGuestsOf } from './room-people.js';

describe('guests of a series', () => {
  const day = (date: number) => new Date(Date.UTC(2027, 0, date, 9));
  const guest = (name: string, more: Partial<AttendeeRow> = {}) =>
    ({
      role: 'attendee',
      status: 'accepted',
      userId: null,
      email: `${name}@example.test`,
      name,
      ...more,
    }) as AttendeeRow;
  const booking = (date: number, ...attendees: AttendeeRow[]) =>
    ({
      start: day(date).toISOString(),
      end: new Date(day(date).getTime() + 3_600_000).toISOString(),
      attendees,
    }) as unknown as BookingRow;
  const datesOf = (bookings: readonly BookingRow[], now: Date) =>
    recurringGuestsOf(bookings, now).map((one) => [
      one.name,
      'times' in one ? one.times.map(({ start }) => start.getUTCDate()) : [],
    ]);

  it('come once each, to those bookings that they are expected at', () => {
    const declined = guest('jean', { status: 'declined' });
    const upper = guest('joan', { email: 'Joan@Example.test' });
    const bookings = [
      booking(1, guest('joan'), guest('jean')),
      booking(8, upper, declined),
      booking(15, guest('jean')),
    ];
    expect(datesOf(bookings, day(1))).toEqual([
      ['joan', [1, 8]],
      ['jean', [1, 15]],
    ]);
  });

  it('are those of coming bookings, with what is just over, and at the end those of the last one', () => {
    const bookings = [booking(1, guest('joan'), guest('jean')), booking(8, guest('joan')), booking(15, guest('joan'))];
    expect(datesOf(bookings, day(2))).toEqual([['joan', [1, 8, 15]]]);
    expect(datesOf(bookings.slice(0, 1), day(2)).map(([name]) => name)).toEqual(['joan', 'jean']);
    expect(datesOf([], day(2))).toEqual([]);
  });
});
