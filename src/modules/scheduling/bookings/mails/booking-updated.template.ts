import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
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
  calendarNote,
  periodOf,
  replyToOf,
} from './booking-details.js';

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

export const bookingUpdatedMail: MailTemplate<BookingDetails> = {
  name: 'BOOKING_UPDATED',
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
        paragraph(booking.isPending ? texts.pending : texts.news),
        bookingFacts(booking, recipient),
        ...bookingAction(booking, recipient),
        ...calendarNote(booking, recipient, texts.calendar),
      ],
      reason: BOOKING_TEXTS[recipient.language].reason,
    };
  },
};
