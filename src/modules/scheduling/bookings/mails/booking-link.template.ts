import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import {
  BOOKING_TEXTS,
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
    subject: 'Your link:',
    heading: 'The link to your booking',
    asked:
      'Somebody opened a link to this booking that a newer one has replaced, and asked for the one that works. ' +
      'Nothing about the booking has changed.',
  },
  fr: {
    subject: 'Votre lien :',
    heading: 'Le lien vers votre rendez-vous',
    asked:
      'Quelqu’un a ouvert un ancien lien vers ce rendez-vous, remplacé depuis, et a demandé celui qui fonctionne. ' +
      'Rien n’a changé pour le rendez-vous.',
  },
});

export const bookingLinkMail: MailTemplate<BookingDetails> = {
  name: 'BOOKING_LINK',
  priority: 'urgent',
  isPerishable: true,
  replyTo: replyToOf,
  concealed: concealGuest,
  compose: (booking, recipient) => {
    const texts = TEXTS[recipient.language];
    return {
      subject: bookingSubject(texts.subject, booking, recipient),
      preheader: periodOf(booking, recipient),
      heading: texts.heading,
      blocks: [
        paragraph(greeting(recipient.name, recipient.language)),
        paragraph(texts.asked),
        bookingFacts(booking, recipient),
        ...bookingAction(booking, recipient),
      ],
      reason: BOOKING_TEXTS[recipient.language].reason,
    };
  },
};
