import { redirectOf } from './redirect.js';

const type = { slug: 'algebra', successRedirectUrl: 'https://school.example/thanks?from=lyceum#top' };
const booking = {
  id: 'b1',
  status: 'confirmed' as const,
  title: 'Algebra & more',
  start: '2031-03-15T09:00:00.000Z',
  end: '2031-03-15T10:00:00.000Z',
  location: 'https://calls.example/ada',
  manageUrl: 'https://lyceum.example/manage/secret',
};
const booker = { name: 'Grace Hopper', email: 'grace@example.org', timeZone: 'Europe/Paris' };

it('leads nowhere, to the address as it is, or with what was booked by whom, and never with secrets', () => {
  expect(redirectOf({ ...type, successRedirectUrl: null, redirectsWithBooking: true }, booking, booker)).toBeNull();
  expect(redirectOf({ ...type, redirectsWithBooking: false }, booking, booker)).toBe(type.successRedirectUrl);
  const { origin, hash, searchParams } = new URL(
    redirectOf({ ...type, redirectsWithBooking: true }, booking, booker) ?? '',
  );
  expect([origin, hash]).toEqual(['https://school.example', '#top']);
  expect(Object.fromEntries(searchParams)).toEqual({
    from: 'lyceum',
    bookingId: 'b1',
    status: 'confirmed',
    eventType: 'algebra',
    title: 'Algebra & more',
    start: booking.start,
    end: booking.end,
    ...booker,
  });
});
