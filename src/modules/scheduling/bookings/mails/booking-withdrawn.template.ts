import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import {
  brandOf,
  type BookingDetails,
  bookingFacts,
  bookingSubject,
  concealGuest,
  periodOf,
  removalNote,
  replyToOf,
} from './booking-details.js';

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
export const bookingWithdrawnMail: MailTemplate<BookingDetails> = {
  name: 'BOOKING_WITHDRAWN',
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
        paragraph(texts.news),
        bookingFacts(booking, recipient),
        ...removalNote(booking, recipient),
      ],
      reason: texts.reason,
    };
  },
};
