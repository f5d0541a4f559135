import { displayName } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { BOOKING_TEXTS, type BookingDetails, removalNote } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

export interface BookingCancelledData extends BookingDetails {
  readonly cancelledByName?: string | null;
  readonly reason?: string | null;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Cancelled:',
    heading: 'Your booking is cancelled',
    news: 'This booking does not take place:',
    cancelledBy: 'Cancelled by',
  },
  fr: {
    subject: 'Annulé :',
    heading: 'Votre rendez-vous est annulé',
    news: 'Ce rendez-vous n’aura pas lieu :',
    cancelledBy: 'Annulé par',
  },
});

export const bookingCancelledMail = bookingMail<BookingCancelledData>(
  { name: 'BOOKING_CANCELLED' },
  (booking, recipient) => {
    const texts = TEXTS[recipient.language];
    return {
      ...texts,
      facts: [
        [texts.cancelledBy, booking.cancelledByName && displayName(booking.cancelledByName)],
        [BOOKING_TEXTS[recipient.language].why, booking.reason],
      ],
      end: removalNote(booking, recipient),
    };
  },
);
