import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { BOOKING_TEXTS, type BookingDetails, removalNote } from './booking-details.js';
import { bookingMail } from './booking-mail.js';

export interface BookingDeclinedData extends BookingDetails {
  readonly reason?: string | null;
}

const TEXTS = inLanguages({
  en: {
    subject: 'Declined:',
    heading: 'Your request was declined',
    news: (organizer: string) => `${organizer} cannot take this booking:`,
    again: 'You are welcome to choose another time.',
  },
  fr: {
    subject: 'Refusé :',
    heading: 'Votre demande a été refusée',
    news: (organizer) => `${organizer} ne peut pas assurer ce rendez-vous :`,
    again: 'Vous pouvez choisir un autre créneau.',
  },
});

export const bookingDeclinedMail = bookingMail<BookingDeclinedData>(
  { name: 'BOOKING_DECLINED' },
  (booking, recipient) => {
    const { news, again, ...texts } = TEXTS[recipient.language];
    return {
      ...texts,
      news: news(displayName(booking.organizerName)),
      facts: [[BOOKING_TEXTS[recipient.language].why, booking.reason]],
      open: null,
      end: [paragraph(again), ...removalNote(booking, recipient)],
    };
  },
);
