import type { MailTemplate } from '../../../../infra/mail/mail-template.js';
import { paragraph } from '../../../../infra/mail/rendering/document.js';
import { displayName, greeting } from '../../../../infra/mail/rendering/names.js';
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
  removalNote,
  replyToOf,
} from './booking-details.js';

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

export const bookingCancelledMail: MailTemplate<BookingCancelledData> = {
  name: 'BOOKING_CANCELLED',
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
        bookingFacts(booking, recipient, [
          [texts.cancelledBy, booking.cancelledByName && displayName(booking.cancelledByName)],
          [BOOKING_TEXTS[recipient.language].why, booking.reason],
        ]),
        ...bookingAction(booking, recipient),
        ...removalNote(booking, recipient),
      ],
      reason: BOOKING_TEXTS[recipient.language].reason,
    };
  },
};
