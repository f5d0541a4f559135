import { inLanguages } from '../../../../kernel/language.js';
import { type BookingDetails, removalNote } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

const TEXTS = inLanguages({
  en: {
    subject: 'Not expected any more:',
    heading: 'Your invitation was withdrawn',
    news: 'You are not expected at this booking any more:',
    reason: 'You receive this because you were invited to this booking.',
  },
  fr: {
    subject: 'Vous n’êtes plus attendu :',
    heading: 'Votre invitation a été retirée',
    news: 'Vous n’êtes plus attendu à ce rendez-vous :',
    reason: 'Vous recevez ce message car vous étiez invité à ce rendez-vous.',
  },
});

/** To removed attendees of a booking that takes place. */
export const bookingWithdrawnMail = bookingMail<BookingDetails>(
  { name: 'BOOKING_WITHDRAWN' },
  (booking, recipient) => ({
    ...TEXTS[recipient.language],
    open: null,
    end: removalNote(booking, recipient),
  }),
);
