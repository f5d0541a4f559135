import type { Booking } from '@lyceum/sdk';
import { changesIn, ofSeries } from './booking-details.ts';
import { toLocalTime } from './local-time.ts';

const booking = {
  title: 'Algebra',
  location: 'Room 5',
  description: null,
  start: '2031-03-03T10:00:00.000Z',
  end: '2031-03-03T11:00:00.000Z',
} as Booking;

function given(otherwise: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  const shown = { title: 'Algebra', location: 'Room 5', description: '', end: toLocalTime(booking.end) };
  for (const [name, value] of Object.entries({ ...shown, ...otherwise })) form.append(name, value);
  return form;
}

it('says nothing of what stays', () => {
  expect(changesIn(given(), booking)).toEqual({});
  expect(changesIn(given({ title: ' Geometry ' }), booking)).toEqual({ title: 'Geometry' });
});

it('takes a place away that is empty, and ends when it is said', () => {
  const end = '2031-03-03T11:30:00.000Z';
  const change = changesIn(given({ location: '', description: 'Bring a ruler.', end: toLocalTime(end) }), booking);
  expect(change).toEqual({ location: null, description: 'Bring a ruler.', end });
  expect(ofSeries(change, booking)).toEqual({ location: null, description: 'Bring a ruler.', durationMinutes: 90 });
});
