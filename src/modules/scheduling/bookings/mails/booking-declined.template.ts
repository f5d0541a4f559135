import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import {
  BOOKING_TEXTS,
  brandOf,
  type BookingDetails,
  bookingFacts,
  bookingSubject,
  concealGuest,
  periodOf,
  removalNote,
  replyToOf,
} from './booking-details.js';

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

export const bookingDeclinedMail: MailTemplate<BookingDeclinedData> = {
  name: 'BOOKING_DECLINED',
  priority: 'normal',
  replyTo: replyToOf,
  brand: brandOf,
  concealed: concealGuest,
  compose: (booking, recipient) => {
    const texts = TEXTS[recipient.language];
    return {
      subject: bookingSubject(texts.subject, booking, recipient),
      preheader: periodOf(booking, recipient),
      heading: texts.heading,
      blocks: [
        paragraph(greeting(recipient.name, recipient.language)),
        paragraph(texts.news(displayName(booking.organizerName))),
        bookingFacts(booking, recipient, [[BOOKING_TEXTS[recipient.language].why, booking.reason]]),
        paragraph(texts.again),
        ...removalNote(booking, recipient),
      ],
      reason: BOOKING_TEXTS[recipient.language].reason,
    };
  },
};
