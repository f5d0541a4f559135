import { redirectOf as redirectOfBrowser } from './browser/redirect.js';
import { redirectOf } from './redirect.js';

const booking = {
  id: 'b1',
  status: 'pending' as const,
  title: 'Algebra & more',
  start: '2031-03-15T09:00:00.000Z',
  end: '2031-03-15T10:00:00.000Z',
};
const booker = { name: 'Grace Hopper', email: 'grace@example.org', timeZone: 'Europe/Paris' };

it.each([
  [null, true],
  ['https://school.example/thanks?from=lyceum#top', false],
  ['https://school.example/thanks?from=lyceum#top', true],
])('leads to the same place as the page with a script: %s, with the booking: %s', (successRedirectUrl, withBooking) => {
  const type = { slug: 'algebra', successRedirectUrl, redirectsWithBooking: withBooking };
  expect(redirectOf(type, booking, booker)).toBe(redirectOfBrowser(type, booking, booker));
});
