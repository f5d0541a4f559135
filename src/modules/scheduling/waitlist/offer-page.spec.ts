import type { WaitlistEntryDto } from './dto/waitlist-entry.dto.js';
import { offerPage } from './offer-page.js';

const offer = { start: '2026-03-29T08:00:00Z', end: '2026-03-29T09:00:00Z', expiresAt: '2026-03-28T21:59:00Z' };

/** An entry as far as the page shows it. */
const entry = (shown: Partial<WaitlistEntryDto>) =>
  ({
    eventTypeTitle: 'Algebra & <b>',
    from: '2026-03-28T23:00:00Z',
    to: '2026-03-29T22:00:00Z',
    seats: 1,
    timeZone: 'Europe/Berlin',
    ...shown,
  }) as WaitlistEntryDto;

it.each<[Partial<WaitlistEntryDto>, string, string]>([
  [{ status: 'waiting' }, 'You are on the waitlist', 'Quitter la liste d’attente'],
  [
    { status: 'waiting' },
    'Algebra &amp; &lt;b&gt;</strong></p><p>Sunday, 29 March 2026, 00:00',
    'Dès qu’un créneau se libère',
  ],
  [
    { status: 'waiting', seats: 3 },
    'Algebra &amp; &lt;b&gt;</strong>, 3 seats',
    'Algebra &amp; &lt;b&gt;</strong>, 3 places',
  ],
  [{ status: 'offered', offer }, 'Algebra &amp; &lt;b&gt;', 'Algebra &amp; &lt;b&gt;'],
  [{ status: 'offered', offer }, 'Sunday, 29 March 2026, 10:00–11:00', 'jusqu’au samedi 28 mars 2026'],
  [{ status: 'accepted' }, 'The time is yours', 'Le créneau est à vous'],
  [{ status: 'expired' }, 'You have left it', 'Vous l’avez quittée'],
  [{ status: 'passed_over', obstacle: 'seats_not_offered' }, 'not so many seats', 'plus autant de places'],
])('says how %j stands, in the language of the reader', (shown, english, french) => {
  expect(offerPage(entry(shown), 'en')).toContain(english);
  const page = offerPage(entry(shown), 'fr');
  expect(page).toContain('<html lang="fr">');
  expect(page).toContain(french);
});
