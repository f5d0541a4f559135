import { note } from '../../../../infra/mail/rendering/document.js';
import { displayName } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { type BookingDetails } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

export interface BookingRestoredData extends BookingDetails {
  readonly restoredByName?: string | null;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Takes place after all:',
    heading: 'Your booking takes place after all',
    news: 'This booking was cancelled and is on again:',
    restoredBy: 'Restored by',
    calendar: 'The attached invitation puts it back into your calendar.',
  },
  fr: {
    subject: 'A finalement lieu :',
    heading: 'Votre rendez-vous a finalement lieu',
    news: 'Ce rendez-vous avait été annulé et a de nouveau lieu :',
    restoredBy: 'Rétabli par',
    calendar: 'L’invitation jointe le remet dans votre agenda.',
  },
});

export const bookingRestoredMail = bookingMail<BookingRestoredData>(
  { name: 'BOOKING_RESTORED' },
  (booking, { language }) => {
    const { restoredBy, calendar, ...texts } = TEXTS[language];
    return {
      ...texts,
      facts: [[restoredBy, booking.restoredByName && displayName(booking.restoredByName)]],
      end: [note(calendar)],
    };
  },
);
