import { inLanguages } from '../../../../kernel/language.js';
import { type BookingDetails } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

const TEXTS = inLanguages({
  en: {
    subject: 'Your link:',
    heading: 'The link to your booking',
    news:
      'Somebody opened a link to this booking that a newer one has replaced, and asked for the one that works. ' +
      'Nothing about the booking has changed.',
  },
  fr: {
    subject: 'Votre lien :',
    heading: 'Le lien vers votre rendez-vous',
    news:
      'Quelqu’un a ouvert un ancien lien vers ce rendez-vous, remplacé depuis, et a demandé celui qui fonctionne. ' +
      'Rien n’a changé pour le rendez-vous.',
  },
});

export const bookingLinkMail = bookingMail<BookingDetails>(
  { name: 'BOOKING_LINK', priority: 'urgent', isPerishable: true },
  (_booking, { language }) => TEXTS[language],
);
