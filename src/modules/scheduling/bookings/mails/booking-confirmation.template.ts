import { note } from '../../../../infra/mail/rendering/document.js';
import { inLanguages } from '../../../../kernel/language.js';
import { type BookingDetails } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

const TEXTS = inLanguages({
  en: {
    subject: 'Confirmed:',
    heading: 'Your booking is confirmed',
    calendar: 'The attached invitation puts it into your calendar.',
  },
  fr: {
    subject: 'Confirmé :',
    heading: 'Votre rendez-vous est confirmé',
    calendar: 'L’invitation jointe l’ajoute à votre agenda.',
  },
});

export const bookingConfirmationMail = bookingMail<BookingDetails>(
  { name: 'BOOKING_CONFIRMATION' },
  (_booking, recipient) => {
    const { calendar, ...texts } = TEXTS[recipient.language];
    return { ...texts, end: [note(calendar)] };
  },
);
