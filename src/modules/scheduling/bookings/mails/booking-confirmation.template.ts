import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { note, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import {
  BOOKING_TEXTS,
  brandOf,
  bookingAction,
  type BookingDetails,
  bookingFacts,
  bookingSubject,
  concealGuest,
  periodOf,
  replyToOf,
} from './booking-details.js';

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

export const bookingConfirmationMail: MailTemplate<BookingDetails> = {
  name: 'BOOKING_CONFIRMATION',
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
        bookingFacts(booking, recipient),
        ...bookingAction(booking, recipient),
        note(texts.calendar),
      ],
      reason: BOOKING_TEXTS[recipient.language].reason,
    };
  },
};
