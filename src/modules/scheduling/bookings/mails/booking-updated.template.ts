import { inLanguages } from '../../../../kernel/language.js';
import { type BookingDetails, calendarNote } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

const TEXTS = inLanguages({
  en: {
    subject: 'Changed:',
    heading: 'Your booking has changed',
    news: 'The time is the same. This is how it is now:',
    pending: 'The time is the same and still to be confirmed. This is how it is now:',
    calendar: 'The attached invitation changes it in your calendar',
  },
  fr: {
    subject: 'Modifié :',
    heading: 'Votre rendez-vous a changé',
    news: 'L’horaire reste le même. Voici comment il se présente maintenant :',
    pending: 'L’horaire reste le même, et encore à confirmer. Voici comment il se présente maintenant :',
    calendar: 'L’invitation jointe le met à jour dans votre agenda',
  },
});

export const bookingUpdatedMail = bookingMail<BookingDetails>({ name: 'BOOKING_UPDATED' }, (booking, recipient) => {
  const { subject, heading, news, pending, calendar } = TEXTS[recipient.language];
  return {
    subject,
    heading,
    news: booking.isPending ? pending : news,
    end: calendarNote(booking, recipient, calendar),
  };
});
